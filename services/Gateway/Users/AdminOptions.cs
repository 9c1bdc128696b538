namespace Gimlet.Gateway.Users;

internal sealed record AdminOptions
{
    /// <summary>The token of the user <c>admin</c>, set at every start; when empty the first start makes one.</summary>
    [ConfigurationKeyName("ADMIN_TOKEN")]
    public string Token { get; init; } = "";

    /// <summary>Gives <c>admin</c> a fresh random token at this start and prints it; the old one ends.</summary>
    [ConfigurationKeyName("PRINT_ADMIN_TOKEN")]
    public bool Print { get; init; }
}
