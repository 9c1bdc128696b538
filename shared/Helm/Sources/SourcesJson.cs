using System.Text.Json.Serialization;

namespace Gimlet.Helm.Sources;

/// <summary>The JSON of registries and of the cache; generated, because native programs have no reflection.</summary>
[JsonSerializable(typeof(CacheLink))]
[JsonSerializable(typeof(RegistryManifest))]
[JsonSerializable(typeof(RegistrySource.TagList))]
[JsonSerializable(typeof(RegistryTokens.Answer))]
internal sealed partial class SourcesJson : JsonSerializerContext;
