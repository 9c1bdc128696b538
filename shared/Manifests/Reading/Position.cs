namespace Gimlet.Manifests.Reading;

/// <summary>Where a value stands in its YAML text, both counted from 1.</summary>
internal readonly record struct Position(long Line, long Column);
