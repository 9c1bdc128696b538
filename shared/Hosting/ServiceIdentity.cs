namespace Gimlet.Hosting;

/// <summary>Which process this is.</summary>
/// <param name="Name">A service's name, or <c>standalone</c>.</param>
/// <param name="IsStandalone">True when all services run in this process.</param>
public sealed record ServiceIdentity(string Name, bool IsStandalone);
