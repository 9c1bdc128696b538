namespace Gimlet.Helm.Schemas;

/// <summary>A text that is no JSON schema.</summary>
internal sealed class SchemaException(string message) : Exception(message);
