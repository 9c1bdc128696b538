using Gimlet.Gateway.Requests;

namespace Gimlet.Gateway.Releases;

/// <summary>Where: the parameters that the routes about releases share.</summary>
internal static class ReleaseParameters
{
    public static TextParameter Env { get; } = new("env", "The environment.") { Mandatory = true };

    public static TextParameter App { get; } = new("app", "The app.") { Mandatory = true };

    public static TextParameter OptionalApp { get; } = new("app", "Only this app.");
}
