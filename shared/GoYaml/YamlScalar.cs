namespace Gimlet.GoYaml;

/// <summary>A scalar with what it was in the text; read with <see cref="YamlReadOptions.KeepScalars"/>.</summary>
/// <param name="Value">A string, boolean, number or null.</param>
/// <param name="Text">Its characters, without quotes and escapes.</param>
/// <param name="IsPlain">
/// Whether its characters or its tag say what it is; a scalar in quotes or in a block is a string otherwise.
/// </param>
public sealed record YamlScalar(object? Value, string Text, bool IsPlain);
