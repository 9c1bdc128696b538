using System.Text.RegularExpressions;
using Gimlet.Testing.Installations;
using YamlDotNet.RepresentationModel;

namespace Gimlet.Cli.Tests.Integrations;

/// <summary>Packs the orb and expands a job of it, as CircleCI does before it runs the job's steps.</summary>
internal static partial class CircleCiOrb
{
    private static readonly string Source = Path.Combine(RepositoryRoot.Path, "clients", "circleci-orb", "src");

    /// <summary>Checks out nothing: the step <c>checkout</c> is the caller's.</summary>
    public static async Task<StepRun> RunJobAsync(
        string job,
        string folder,
        IReadOnlyDictionary<string, string> parameters,
        IReadOnlyDictionary<string, string> variables,
        CancellationToken cancellationToken)
    {
        var steps = Expand(Path.Combine("jobs", $"{job}.yml"), parameters).ToList();
        Assert.Equal("checkout", ((YamlScalarNode)steps[0]).Value);
        var run = ((YamlMappingNode)Assert.Single(steps.Skip(1)))["run"];
        var environment = new Dictionary<string, string>(variables);
        foreach (var (name, value) in ((YamlMappingNode)run["environment"]).Texts())
        {
            environment[name] = value;
        }

        // A command that names its interpreter is a script of its own.
        var command = Path.Combine(Path.GetDirectoryName(folder)!, $"{Guid.NewGuid():N}.sh");
        Script.Write(command, run.Text("command")!);
        return await StepRun.RunAsync(command, [], folder, environment, cancellationToken);
    }

    private static IEnumerable<YamlNode> Expand(string path, IReadOnlyDictionary<string, string> given)
    {
        var text = File.ReadAllText(Path.Combine(Source, path));
        var values = Values(YamlFile.Parse(text).Single(), given);
        var expanded = Parameter().Replace(text, match => Quote(values[match.Groups["name"].Value]));
        foreach (var step in YamlFile.Parse(expanded).Single().List("steps"))
        {
            if (step is YamlMappingNode mapping && mapping.Entries().Single() is var (name, arguments) && name != "run")
            {
                var command = Path.Combine("commands", $"{name}.yml");
                foreach (var inner in Expand(command, ((YamlMappingNode)arguments).Texts()))
                {
                    yield return inner;
                }
            }
            else
            {
                yield return Include(step);
            }
        }
    }

    private static Dictionary<string, string> Values(YamlMappingNode element, IReadOnlyDictionary<string, string> given)
    {
        var parameters = element.Map("parameters").Entries().ToList();
        Assert.All(parameters, parameter => Assert.Equal("string", parameter.Value.Text("type")));
        var values = parameters.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.Text("default")!);
        foreach (var (name, value) in given)
        {
            Assert.Contains(name, values.Keys);
            values[name] = value;
        }

        return values;
    }

    private static YamlNode Include(YamlNode step)
    {
        if (step is YamlMappingNode && step["run"] is YamlMappingNode run)
        {
            var command = IncludedFile().Match(run.Text("command")!);
            Assert.True(command.Success);
            run.Children["command"] = File.ReadAllText(Path.Combine(Source, command.Groups["path"].Value));
        }

        return step;
    }

    private static string Quote(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"<<\s*parameters\.(?<name>[a-z-]+)\s*>>")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^<<\s*include\((?<path>[^)]+)\)\s*>>$")]
    private static partial Regex IncludedFile();
}
