using System.Text.RegularExpressions;
using Gimlet.Testing.Installations;

namespace Gimlet.Cli.Tests.Integrations;

/// <summary>Runs the composite action as GitHub's runner does: inputs, expressions, bash, files of the step.</summary>
internal sealed partial class GitHubRunner(string temporary)
{
    private static readonly string ActionFolder = Path.Combine(RepositoryRoot.Path, "clients", "github-action");

    /// <summary>What the action's outputs are after the run.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; private set; } = new Dictionary<string, string>();

    public string Summary { get; private set; } = "";

    /// <param name="folder">The checkout.</param>
    /// <param name="with">Inputs as the workflow writes them; GitHub does not look at the case of their names.</param>
    /// <param name="github">The context <c>github</c>.</param>
    /// <param name="variables">The variables of the workflow's step and of the runner.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<StepRun> RunAsync(
        string folder,
        IReadOnlyDictionary<string, string> with,
        IReadOnlyDictionary<string, string> github,
        IReadOnlyDictionary<string, string> variables,
        CancellationToken cancellationToken)
    {
        var action = YamlFile.Read(Path.Combine(ActionFolder, "action.yaml"));
        var step = Assert.Single(action.Map("runs").List("steps"));
        Assert.Equal(("composite", "bash"), (action.Map("runs").Text("using"), step.Text("shell")));

        var values = github.ToDictionary(pair => $"github.{pair.Key}", pair => pair.Value);
        foreach (var (name, value) in variables)
        {
            values[$"env.{name}"] = value;
        }

        var given = new Dictionary<string, string>(with, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, input) in action.Map("inputs").Entries())
        {
            values[$"inputs.{name}"] = given.Remove(name, out var value) ? value : input.Text("default") ?? "";
        }

        Assert.Empty(given);
        var environment = new Dictionary<string, string>(variables)
        {
            ["GITHUB_ACTION_PATH"] = ActionFolder,
            ["GITHUB_OUTPUT"] = NewFile("output"),
            ["GITHUB_STEP_SUMMARY"] = NewFile("summary"),
        };
        foreach (var (name, value) in ((YamlDotNet.RepresentationModel.YamlMappingNode)step["env"]).Texts())
        {
            environment[name] = Evaluate(value, values);
        }

        var script = NewFile("step.sh", step.Text("run")!);
        var run = await StepRun.RunAsync(
            "bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", script], folder, environment, cancellationToken);
        Summary = await File.ReadAllTextAsync(environment["GITHUB_STEP_SUMMARY"], cancellationToken);
        foreach (var line in await File.ReadAllLinesAsync(environment["GITHUB_OUTPUT"], cancellationToken))
        {
            var pair = line.Split('=', 2);
            values[$"steps.{step.Text("id")}.outputs.{pair[0]}"] = pair[1];
        }

        Outputs = action.Map("outputs").Entries()
            .ToDictionary(output => output.Key, output => Evaluate(output.Value.Text("value")!, values));
        return run;
    }

    private static string Evaluate(string text, IReadOnlyDictionary<string, string> values) =>
        Expression().Replace(text, match => match.Groups["alternative"].Captures
            .Select(alternative => Operand(alternative.Value.Trim(), values))
            .FirstOrDefault(value => value.Length > 0, ""));

    // An unknown context, a typing error for example, is empty text; so it is with GitHub.
    private static string Operand(string operand, IReadOnlyDictionary<string, string> values)
    {
        var format = Format().Match(operand);
        if (!format.Success)
        {
            return values.GetValueOrDefault(operand, "");
        }

        var arguments = format.Groups["arguments"].Value.Split(',', StringSplitOptions.TrimEntries);
        return arguments.Index().Aggregate(
            format.Groups["text"].Value,
            (text, next) => text.Replace($"{{{next.Index}}}", Operand(next.Item, values), StringComparison.Ordinal));
    }

    private string NewFile(string name, string content = "")
    {
        var path = Path.Combine(temporary, $"{Guid.NewGuid():N}-{name}");
        File.WriteAllText(path, content);
        return path;
    }

    [GeneratedRegex(@"\$\{\{(?:(?<alternative>(?:(?!\|\||\}\}).)+)(?:\|\|)?)+\}\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"^format\('(?<text>[^']*)', *(?<arguments>[^)]*)\)$")]
    private static partial Regex Format();
}
