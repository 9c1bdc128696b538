namespace Gimlet.Helm;

/// <summary>What one rendering may use up, so that a hostile chart ends in an error and nothing else.</summary>
public sealed record RenderLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static RenderLimits Default { get; } = new();

    /// <summary>The longest time that a rendering may take.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The bytes of memory that the output and everything made on the way to it may add up to.</summary>
    public long Memory { get; init; } = 256L * 1024 * 1024;
}
