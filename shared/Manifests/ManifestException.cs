using Gimlet.Manifests.Reading;

namespace Gimlet.Manifests;

/// <summary>A manifest that cannot be used; the message names the field and, where it is known, the line.</summary>
public sealed class ManifestException : Exception
{
    /// <summary>Creates the error with a message for the manifest's author.</summary>
    public ManifestException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with its cause.</summary>
    public ManifestException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal ManifestException(string message, string field, string problem, Position? position, Exception? cause)
        : base(message, cause)
    {
        Field = field;
        Problem = problem;
        Line = position?.Line;
        Column = position?.Column;
    }

    /// <summary>The field, such as <c>json6902Patches[0].target</c>; empty for the whole manifest.</summary>
    public string Field { get; } = "";

    /// <summary>The message without the field and its place; null where it names neither.</summary>
    public string? Problem { get; }

    /// <summary>The line in the YAML, counted from 1, where it is known.</summary>
    public long? Line { get; }

    /// <summary>The column in the YAML, counted from 1, where it is known.</summary>
    public long? Column { get; }

    /// <summary>The variable that a template asks for and nobody gives, if that is the problem.</summary>
    public string? UnknownVariable { get; internal set; }
}
