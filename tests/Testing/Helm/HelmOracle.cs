using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gimlet.Testing.Servers;

namespace Gimlet.Testing.Helm;

/// <summary>What the real helm makes of templates: the judge of everything that claims to do the same.</summary>
public sealed partial class HelmOracle : IDisposable
{
    private const string Chart = "apiVersion: v2\nname: t\nversion: 1.0.0\n";

    private const string Definition = "{{- define \"t\" }}";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gimlet-helm-");

    public HelmOracle()
    {
        Directory.CreateDirectory(System.IO.Path.Combine(_folder.FullName, "templates"));
        Write("Chart.yaml", Chart);
    }

    /// <summary>Whether there is a helm on this machine.</summary>
    public static bool IsInstalled => Program is not null;

    private static string? Program { get; } = Find();

    /// <summary>Skips the test where there is no helm; in CI it fails.</summary>
    public static void Require() =>
        Requires.That(IsInstalled, "helm is not installed: ./test.sh installs it, HELM_PATH names one");

    /// <summary>The path of helm, for a test that hands it on.</summary>
    public static string RequireProgram()
    {
        Require();
        return Program!;
    }

    /// <summary>Runs helm.</summary>
    /// <returns>What it printed, and what it printed of an error if it failed.</returns>
    public static (string Output, string? Error) Run(params IReadOnlyList<string> arguments)
    {
        using var cache = new HelmOracle();
        return cache.RunHere(arguments);
    }

    /// <summary>Executes one template with the given values, the data of which are in <c>.Values</c>.</summary>
    /// <returns>Its output, or helm's error on one line with the template named <c>t</c>.</returns>
    public (string? Output, string? Error) Execute(string template, string valuesJson)
    {
        Write("values.yaml", valuesJson);
        Write("templates/c.yaml", "c: {{ include \"t\" .Values | b64enc }}");
        Write("templates/_t.tpl", Definition + template + "{{ end }}");
        var (output, error) = Run();
        return error is null ? (Decode(Lines(output).Single()), null) : (null, Shorten(error));
    }

    /// <summary>Executes a template for each of many data, in one process.</summary>
    /// <param name="template">Its dot is one of the data.</param>
    /// <param name="data">JSON texts.</param>
    public string[] ExecuteEach(string template, IReadOnlyList<string> data)
    {
        // JSON can hold what YAML cannot, so the values are packed.
        var packed = data.Select(static json => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{{\"v\":{json}}}")));
        Write("values.yaml", JsonSerializer.Serialize(new { cases = packed }));
        Write("templates/_t.tpl", Definition + template + "{{ end }}");
        Write("templates/c.yaml", """
            cases:{{ range .Values.cases }}
            - c: {{ include "t" (b64dec . | fromJson).v | b64enc }}{{ end }}
            """);
        var (output, error) = Run();
        return error is null
            ? [.. Lines(output).Select(Decode)]
            : throw new InvalidOperationException(error);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // Helm breaks some errors into lines; the last place that it names is the one within the template.
    private static string Shorten(string error)
    {
        var lines = error.Split("Use --debug")[0].Split('\n').Select(static part => part.Trim());
        var line = string.Join(' ', lines).Trim();
        var match = Place().Match(line);
        if (!match.Success)
        {
            return line;
        }

        var column = int.Parse(match.Groups["column"].Value, CultureInfo.InvariantCulture) - Definition.Length;
        return $"template: t:{match.Groups["line"].Value}:{column}: {match.Groups["rest"].Value}";
    }

    [GeneratedRegex(@".*t/templates/_t\.tpl:(?<line>\d+):(?<column>\d+):? (?<rest>.*)$", RegexOptions.Singleline)]
    private static partial Regex Place();

    private static IEnumerable<string> Lines(string output) => output.Split('\n')
        .Where(static line => line.StartsWith("c: ", StringComparison.Ordinal)
            || line.StartsWith("- c:", StringComparison.Ordinal) || line == "c:")
        .Select(static line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());

    private static string Decode(string line) => Encoding.UTF8.GetString(Convert.FromBase64String(line));

    private (string Output, string? Error) Run() => RunHere(["template", _folder.FullName]);

    private (string Output, string? Error) RunHere(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Program!, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["TZ"] = "UTC";
        start.Environment["HELM_CACHE_HOME"] = _folder.FullName;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        var error = errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return (output, process.ExitCode == 0 ? null : error);
    }

    private void Write(string path, string text) =>
        File.WriteAllText(System.IO.Path.Combine(_folder.FullName, path), text);

    private static string? Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator);
        return folders.Select(static folder => System.IO.Path.Combine(folder, "helm"))
            .Prepend(Environment.GetEnvironmentVariable("HELM_PATH") ?? "")
            .FirstOrDefault(File.Exists);
    }
}
