namespace Gimlet.Kustomize;

/// <summary>What documents and patches may use up, so that hostile ones end in an error and nothing else.</summary>
public sealed record KustomizeLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static KustomizeLimits Default { get; } = new();

    /// <summary>The length in UTF-16 code units of the documents, and of all patches together.</summary>
    public int MaxInputLength { get; init; } = 16 * 1024 * 1024;

    /// <summary>The deepest nesting of maps and lists in one document or patch.</summary>
    public int MaxDepth { get; init; } = 256;

    /// <summary>
    /// The sum of the values, and of every 64 code units in them, that reading and patching may make: aliases that
    /// stand for aliases, and patches that copy, grow without bound otherwise. Each takes some 200 bytes.
    /// </summary>
    public int MaxValues { get; init; } = 500_000;

    /// <summary>How often elements may be compared: merging two lists takes the product of their lengths.</summary>
    public long MaxComparisons { get; init; } = 20_000_000;
}
