using System.CommandLine;
using System.Text;
using Gimlet.Cli.Artifacts;
using Gimlet.Cli.Parsing;
using Gimlet.Helm;
using Gimlet.Manifests;

namespace Gimlet.Cli.Manifests;

internal static class TemplateManifest
{
    private const string Example = """
        BRANCH=main gimlet manifest template -f .gimlet/staging.yaml
        gimlet manifest template -f .gimlet/staging.yaml --vars .gimlet/vars | kubectl diff -f -
        """;

    public static Command Create(Shell shell)
    {
        var file = TextOption.Mandatory("--file", "The manifest; - is standard input.", "file", "-f");
        var vars = TextOption.Optional(
            "--vars", "A dotenv file of variables, which win over those of the environment.", "file");
        var output = TextOption.Optional("--output", "File to write; standard output when absent.", "file", "-o");
        var command = new ExampleCommand(
            "template", "Prints what a manifest deploys, with the environment as its variables.", Example)
        {
            file, vars, output,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var path = result.GetRequiredValue(file);
            var text = ManifestText.Read(path, shell);
            var variables = Variables(shell, result.GetValue(vars));
            var yaml = await RenderAsync(path, text, variables, shell, cancellationToken);
            if (result.GetValue(output) is { Length: > 0 } target)
            {
                TextFile.Replace(target, Encoding.UTF8.GetBytes(yaml));
            }
            else
            {
                await shell.Output.WriteAsync(yaml.AsMemory(), cancellationToken);
            }
        });
        return command;
    }

    private static Dictionary<string, string> Variables(Shell shell, string? file)
    {
        var variables = new Dictionary<string, string>(shell.AllVariables());
        foreach (var variable in file is { Length: > 0 } ? DotEnv.Read(file) : [])
        {
            variables[variable.Name] = variable.Value;
        }

        return variables;
    }

    private static async Task<string> RenderAsync(
        string path,
        string text,
        Dictionary<string, string> variables,
        Shell shell,
        CancellationToken cancellationToken)
    {
        try
        {
            var manifest = ManifestVariables.Resolve(ManifestText.Parse(text), variables, cancellationToken);
            using var charts = new LocalCharts(shell);
            return await new ManifestRenderer(charts).RenderAsync(manifest, cancellationToken);
        }
        catch (Exception e) when (e is ManifestException or ChartException)
        {
            throw new CliException($"{ManifestText.Name(path)}: {e.Message}");
        }
    }
}
