namespace Gimlet.GoYaml;

/// <summary>A value that is written as another one, as by a <c>MarshalJSON</c> method in Go.</summary>
public interface IJsonConvertible
{
    /// <summary>What is written in its place: a value of a kind that <see cref="YamlWriter"/> knows.</summary>
    object? ToJson();
}
