using Gimlet.FluxWatcher.Objects;

namespace Gimlet.FluxWatcher.Cluster;

/// <param name="Version">The version of the whole list: a watch from here misses nothing.</param>
internal sealed record ResourceList(string Version, IReadOnlyList<FluxObject> Objects);

/// <param name="Type">ADDED, MODIFIED, DELETED or BOOKMARK.</param>
/// <param name="Version">The version up to which the watch has been told everything.</param>
/// <param name="Object">Null for a bookmark, and for an object that cannot be read.</param>
internal readonly record struct WatchEvent(string Type, string Version, FluxObject? Object);
