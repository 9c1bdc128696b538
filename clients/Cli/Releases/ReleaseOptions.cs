using System.CommandLine;
using Gimlet.Cli.Parsing;

namespace Gimlet.Cli.Releases;

/// <summary>The options that say where.</summary>
internal static class ReleaseOptions
{
    public static Option<string> Env() => TextOption.Mandatory("--env", "The environment.", "name");

    public static Option<string> App() => TextOption.Mandatory("--app", "The app.", "name");

    public static Option<string> OptionalApp() => TextOption.Optional("--app", "Only this app.", "name");
}
