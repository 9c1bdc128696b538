using System.CommandLine;
using Gimlet.Cli.Parsing;

namespace Gimlet.Cli.Artifacts;

internal static class AddToArtifact
{
    private const string Example = """
        gimlet artifact add -f artifact.json --field name=CI --field url=https://ci.example.com/job/84
        gimlet artifact add -f artifact.json --envFile .gimlet/staging.yaml --var BRANCH=main
        """;

    public static Command Create(Shell shell)
    {
        var file = ArtifactFileOption.Create("The artifact; it is changed in place.");
        var fields = TextOption.Many("--field", "A field of the item to add, one item a call.", "name=value");
        var envFiles = TextOption.Many("--envFile", "A manifest to add, like .gimlet/staging.yaml.", "file");
        var vars = TextOption.Many("--var", "A variable for the manifests.", "name=value");
        var varsFile = TextOption.Optional("--varsFile", "A dotenv file of variables.", "file");
        var command = new ExampleCommand("add", "Adds items, manifests and variables to an artifact.", Example)
        {
            file, fields, envFiles, vars, varsFile,
        };
        command.SetAction(result =>
        {
            var path = result.GetRequiredValue(file);
            var artifact = ArtifactDocument.Read(path);
            var item = (result.GetValue(fields) ?? []).Select(ReadField).ToList();
            if (item.Count > 0)
            {
                artifact.AddItem(item);
            }

            foreach (var envFile in result.GetValue(envFiles) ?? [])
            {
                artifact.AddEnvironment(EnvironmentFile.Read(envFile));
            }

            var variables = (result.GetValue(vars) ?? []).Select(text => ReadVariable(text, shell));
            artifact.AddContext([.. variables.OfType<Assignment>()]);
            if (result.GetValue(varsFile) is { Length: > 0 } dotEnv)
            {
                artifact.AddVars(DotEnv.Read(dotEnv));
            }

            TextFile.Replace(path, artifact.ToJson());
        });
        return command;
    }

    private static Assignment ReadField(string text) => Assignment.TryParse(text)
        ?? throw CliException.Usage($"--field must be name=value, not \"{OneLine.Of(text)}\".");

    // CI scripts make these of lines of printenv: the second line of a value is no variable, and no reason to fail.
    private static Assignment? ReadVariable(string text, Shell shell)
    {
        var variable = Assignment.TryParse(text);
        if (variable is null)
        {
            shell.Error.WriteLine($"Left out --var \"{OneLine.Of(text)}\": it is not name=value.");
        }

        return variable;
    }
}
