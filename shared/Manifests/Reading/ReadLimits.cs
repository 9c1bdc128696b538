namespace Gimlet.Manifests.Reading;

/// <summary>What a document may be at most. Far above what people write, far below what would hurt.</summary>
internal static class ReadLimits
{
    /// <summary>In UTF-16 characters.</summary>
    public const int TextLength = 4 * 1024 * 1024;

    /// <summary>Scalars, sequences and mappings, counted after aliases were expanded.</summary>
    public const int Nodes = 200_000;

    /// <summary>Leaves room for an artifact and an envelope around it within the 64 levels of JSON readers.</summary>
    public const int Depth = 48;
}
