using System.CommandLine;
using System.Text;
using Gimlet.Cli.Parsing;
using Gimlet.Manifests;

namespace Gimlet.Cli.Manifests;

internal static class CreateManifest
{
    private const string Example = """
        gimlet manifest create --env staging --app shop --namespace team \
          --chart onechart --repository https://chart.onechart.dev --version 0.74.0 --image registry.example.com/shop
        """;

    public static Command Create(Shell shell)
    {
        var env = TextOption.Optional("--env", "The environment.", "name");
        var app = TextOption.Optional("--app", "The app.", "name");
        var space = TextOption.Optional("--namespace", "The namespace; the chart's own when absent.", "name");
        var chart = TextOption.Optional("--chart", "Name, path, or oci:// address of the chart.", "chart");
        var repository = TextOption.Optional("--repository", "Address of the chart's repository.", "url");
        var version = TextOption.Optional("--version", "Version of the chart, or a range.", "version");
        var image = TextOption.Optional("--image", "The image without its tag; the tag is the commit.", "image");
        var output = TextOption.Optional("--output", "File to write; .gimlet/ENV.yaml when absent.", "file", "-o");
        var command = new ExampleCommand("create", "Writes a manifest to begin with; asks what is missing.", Example)
        {
            env, app, space, chart, repository, version, image, output,
        };
        command.SetAction(result =>
        {
            var questions = new Questions(shell);
            var starter = new StarterManifest
            {
                Env = questions.Require(result.GetValue(env), "--env", "Environment"),
                App = questions.Require(result.GetValue(app), "--app", "App"),
                Chart = questions.Require(result.GetValue(chart), "--chart", "Chart"),
                Namespace = questions.Ask(result.GetValue(space), "Namespace (empty: the chart's own)"),
                Repository = questions.Ask(result.GetValue(repository), "Repository of the chart (empty: none)"),
                Version = questions.Ask(result.GetValue(version), "Version of the chart (empty: the newest)"),
                Image = questions.Ask(result.GetValue(image), "Image without its tag (empty: the chart's own)"),
            };
            var path = result.GetValue(output) is { Length: > 0 } file
                ? file
                : Path.Combine(".gimlet", $"{starter.Env}.yaml");
            Write(path, Checked(starter));
            shell.Error.WriteLine($"Wrote {path}. Check it with: gimlet manifest lint -f {path}");
        });
        return command;
    }

    private static string Checked(StarterManifest starter)
    {
        try
        {
            var yaml = starter.ToYaml();
            ManifestReader.ReadYaml(yaml);
            return yaml;
        }
        catch (ManifestException e)
        {
            throw CliException.Usage($"This makes no manifest: {e.Field}: {e.Problem ?? e.Message}");
        }
    }

    private static void Write(string path, string yaml)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            file.Write(Encoding.UTF8.GetBytes(yaml));
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new CliException($"{path} is there already, and stays as it is.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path} cannot be written: {e.Message}");
        }
    }
}
