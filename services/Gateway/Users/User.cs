namespace Gimlet.Gateway.Users;

/// <summary>Who may use the API; times in unix microseconds.</summary>
internal sealed record User
{
    public required string Login { get; init; }

    public required bool Admin { get; init; }

    public required long Created { get; init; }

    /// <summary>Null is never.</summary>
    public long? Expires { get; init; }

    public bool IsExpired(long now) => Expires <= now;
}
