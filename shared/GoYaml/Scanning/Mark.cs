namespace Gimlet.GoYaml.Scanning;

/// <summary>A place in the text, all counted from 0 in characters.</summary>
internal readonly record struct Mark(int Index, int Line, int Column);
