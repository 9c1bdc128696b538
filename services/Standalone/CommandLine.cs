using System.Diagnostics.CodeAnalysis;
using Gimlet.GitopsWriter;
using Gimlet.Hosting;
using Gimlet.Standalone.Demo;

namespace Gimlet.Standalone;

/// <summary>What the process was started for.</summary>
internal sealed record CommandLine
{
    public const int WrongUsage = 2;

    private const string ExitOption = "--exit";

    private const string Usage = """
        Usage: Gimlet.Standalone [demo [--exit] | rebuild] [--SETTING=value ...]

          (nothing)   serves: REST on port 8888, gRPC on 8890, everything it keeps in ./data
          demo        serves from ./data/demo, ships a sample app and deploys it; Flux is simulated
            --exit    ends after that: with 0, or with 1 if the deploy did not succeed
          rebuild     makes the history of releases anew from the gitops repositories, and ends

        Every setting of docs/configuration.md can be given as --SETTING=value or as an environment variable.
        """;

    public bool Demo { get; private init; }

    /// <summary>The demo ends the process instead of going on serving.</summary>
    public bool Exit { get; private init; }

    public bool Rebuild { get; private init; }

    /// <summary>What is left for the configuration.</summary>
    public required string[] Settings { get; init; }

    public static bool TryRead(string[] args, TextWriter errors, [NotNullWhen(true)] out CommandLine? command)
    {
        command = null;
        var name = args.FirstOrDefault(arg => !arg.StartsWith('-'));
        var demo = name == "demo";
        if (args.FirstOrDefault(arg => !IsSetting(arg) && !IsCommand(arg, name)) is { } unknown)
        {
            var isHelp = unknown is "--help" or "-h";
            errors.WriteLine(isHelp ? Usage : $"Unknown argument '{unknown}'.\n\n{Usage}");
            return false;
        }

        var settings = args.Where(IsSetting).ToArray();
        command = new CommandLine
        {
            Demo = demo,
            Rebuild = name == "rebuild",
            Exit = args.Contains(ExitOption),
            Settings = demo ? DemoSettings.AddTo(settings) : settings,
        };
        return true;
    }

    /// <summary>Does it, and returns the exit code.</summary>
    public Task<int> RunAsync(WebApplication app) =>
        Demo ? DemoCommand.RunAsync(app, Exit, Console.Out)
        : Rebuild ? GitopsWriterService.RebuildAsync(app, Console.Out)
        : GimletProcess.ServeAsync(app);

    private static bool IsCommand(string arg, string? name) =>
        (arg == name && arg is "demo" or "rebuild") || (arg == ExitOption && name == "demo");

    private static bool IsSetting(string arg) =>
        arg.StartsWith("--", StringComparison.Ordinal) && arg.Contains('=', StringComparison.Ordinal);
}
