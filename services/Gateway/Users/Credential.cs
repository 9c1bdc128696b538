namespace Gimlet.Gateway.Users;

/// <summary>The secret that the sender of this request proved to have.</summary>
internal sealed record Credential(string Secret);
