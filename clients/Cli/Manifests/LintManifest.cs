using System.CommandLine;
using Gimlet.Cli.Artifacts;
using Gimlet.Cli.Parsing;

namespace Gimlet.Cli.Manifests;

internal static class LintManifest
{
    private const string Example = """
        gimlet manifest lint -f .gimlet/staging.yaml -f .gimlet/production.yaml
        """;

    public static Command Create(Shell shell)
    {
        var files = new Option<string[]>("--file", "-f")
        {
            Description = "A manifest; - is standard input. Repeats.",
            HelpName = "file",
            Arity = ArgumentArity.OneOrMore,
            Required = true,
        };
        var vars = TextOption.Optional(
            "--vars", "A dotenv file of variables that are shipped, as is the file vars beside the manifest.", "file");
        var command = new ExampleCommand("lint", "Checks manifests, and prints file:line:column: message.", Example)
        {
            files, vars,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            using var charts = new LocalCharts(shell);
            var check = new ManifestCheck(charts);
            var exitCode = ExitCode.Success;
            foreach (var path in result.GetRequiredValue(files))
            {
                var text = ManifestText.Read(path, shell);
                var shipped = Shipped(path, result.GetValue(vars));
                foreach (var finding in await check.RunAsync(text, shipped, cancellationToken))
                {
                    await shell.Output.WriteLineAsync(finding.Show(path));
                    exitCode = finding.IsError ? ExitCode.Failure : exitCode;
                }
            }

            return exitCode;
        });
        return command;
    }

    private static IEnumerable<Assignment> Shipped(string path, string? vars)
    {
        var beside = path == "-" ? null : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "vars");
        return new[] { File.Exists(beside) ? beside : null, vars }
            .Where(file => file is { Length: > 0 })
            .SelectMany(file => DotEnv.Read(file!));
    }
}
