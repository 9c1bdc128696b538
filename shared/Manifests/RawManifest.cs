using System.Text.Json.Nodes;

namespace Gimlet.Manifests;

/// <summary>One Kubernetes object of a YAML stream.</summary>
/// <param name="Number">Which of the documents that are not empty it is, counted from 1.</param>
/// <param name="Line">Where it begins, counted from 1.</param>
/// <param name="ApiVersion">For example <c>apps/v1</c>.</param>
/// <param name="Kind">For example <c>Deployment</c>; lists are allowed.</param>
/// <param name="Content">The whole object.</param>
public sealed record RawManifest(int Number, long Line, string ApiVersion, string Kind, JsonObject Content);
