using System.Text.Json;
using Gimlet.Helm.Sources;
using Gimlet.Testing.Helm;
using Gimlet.Testing.Installations;

namespace Gimlet.Helm.Tests.Rendering;

/// <summary>
/// A folder of <c>Golden/</c>: a chart, values and options if need be, and what the real helm printed, which is YAML or
/// an error. With GOLDEN=write in the environment the helm that HELM_PATH names writes it anew.
/// </summary>
internal sealed class GoldenCase
{
    private const string DebugHint = "\n\nUse --debug flag to render out invalid YAML";

    private static readonly string Root = Path.Combine(RepositoryRoot.Path, "tests", "Helm", "Golden");

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly string _folder;
    private readonly GoldenOptions _options;

    public GoldenCase(string name)
    {
        _folder = Path.Combine(Root, name);
        _options = File.Exists(InFolder("options.json"))
            ? JsonSerializer.Deserialize<GoldenOptions>(File.ReadAllText(InFolder("options.json")), Json)!
            : new GoldenOptions();
    }

    public static IEnumerable<string> Names => Directory.GetDirectories(Root)
        .Select(static folder => Path.GetFileName(folder))
        .Order(StringComparer.Ordinal);

    private static bool IsToBeWritten => Environment.GetEnvironmentVariable("GOLDEN") == "write";

    /// <summary>What helm printed, as it is committed.</summary>
    public GoldenResult Expected
    {
        get
        {
            if (IsToBeWritten)
            {
                Write(RunHelm());
            }

            return File.Exists(InFolder("expected.yaml"))
                ? new GoldenResult(File.ReadAllText(InFolder("expected.yaml")), null)
                : new GoldenResult(null, File.ReadAllText(InFolder("expected-error.txt")).TrimEnd('\n'));
        }
    }

    public GoldenResult RunHelm()
    {
        var values = HasValues ? new[] { "--values", InFolder("values.yaml") } : [];
        var (output, error) = HelmOracle.Run(
            [
                "template", _options.ReleaseName, InFolder("chart"), "--namespace", _options.Namespace, "--no-hooks",
                .. values, .. _options.Arguments,
            ]);
        return error is null ? new GoldenResult(output, null) : new GoldenResult(null, Clean(error));
    }

    public GoldenResult RenderHere(CancellationToken cancellationToken)
    {
        try
        {
            var chart = Chart.Load(ChartDirectory.Read(InFolder("chart"), ArchiveLimits.Default));
            var values = HasValues ? ChartValues.Read(File.ReadAllText(InFolder("values.yaml"))) : null;
            return new GoldenResult(chart.Render(_options.ToRequest(values), cancellationToken).ToYaml(), null);
        }
        catch (ChartException exception)
        {
            return new GoldenResult(null, exception.Message.TrimEnd('\n'));
        }
    }

    private bool HasValues => File.Exists(InFolder("values.yaml"));

    // Warnings come first, and a hint about helm's own options last.
    private static string Clean(string error)
    {
        var start = error.IndexOf("Error: ", StringComparison.Ordinal);
        return error[(start + "Error: ".Length)..].Replace(DebugHint, "", StringComparison.Ordinal).TrimEnd('\n');
    }

    private void Write(GoldenResult result)
    {
        File.Delete(InFolder("expected.yaml"));
        File.Delete(InFolder("expected-error.txt"));
        if (result.Yaml is not null)
        {
            File.WriteAllText(InFolder("expected.yaml"), result.Yaml);
        }
        else
        {
            File.WriteAllText(InFolder("expected-error.txt"), result.Error + "\n");
        }
    }

    private string InFolder(string name) => Path.Combine(_folder, name);
}
