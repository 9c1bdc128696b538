using Gimlet.Contracts;
using Gimlet.Gateway.Requests;

namespace Gimlet.Gateway.Users;

/// <summary>A user as REST shows it; the token is there only in the answer that created the user.</summary>
internal sealed record UserJson
{
    public required string Login { get; init; }

    public required bool Admin { get; init; }

    /// <summary>RFC 3339; absent for never.</summary>
    public string? Expires { get; init; }

    public string? Token { get; init; }

    public static UserJson From(User user) => new()
    {
        Login = user.Login,
        Admin = user.Admin,
        Expires = user.Expires is { } expires ? Rfc3339.Write(UnixMicroseconds.ToTime(expires)) : null,
    };
}
