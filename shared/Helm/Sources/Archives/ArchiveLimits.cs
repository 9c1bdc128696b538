namespace Gimlet.Helm.Sources;

/// <summary>What a chart may take up, so that a hostile one ends in an error and not in a full memory.</summary>
public sealed record ArchiveLimits
{
    /// <summary>The limits used where none are given; helm's own for a single file.</summary>
    public static ArchiveLimits Default { get; } = new();

    /// <summary>The number of files, those of packed subcharts not counted.</summary>
    public int MaxFiles { get; init; } = 10_000;

    /// <summary>The bytes of one file, unpacked.</summary>
    public int MaxFileBytes { get; init; } = 5 * 1024 * 1024;

    /// <summary>The bytes of all files together, unpacked.</summary>
    public int MaxTotalBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The bytes of an archive, packed.</summary>
    public int MaxArchiveBytes { get; init; } = 20 * 1024 * 1024;
}
