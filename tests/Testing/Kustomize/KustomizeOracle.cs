using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Gimlet.Testing.Servers;

namespace Gimlet.Testing.Kustomize;

/// <summary>What the real kubectl makes of patches: the judge of everything that claims to do the same.</summary>
public static class KustomizeOracle
{
    private static string? Program { get; } = Find();

    /// <summary>Skips the test where there is no kubectl; in CI it fails.</summary>
    public static void Require() =>
        Requires.That(Program is not null, "kubectl is not installed: ./test.sh installs it, KUBECTL_PATH names one");

    /// <summary>Patches documents by kustomize.</summary>
    /// <param name="resources">The documents.</param>
    /// <param name="strategicMergePatches">Patches without a target; null for none.</param>
    /// <param name="jsonPatches">Items of a kustomization's <c>patches</c>, each with target and patch; null for none.</param>
    public static OracleAnswer Build(string resources, string? strategicMergePatches, string? jsonPatches)
    {
        using var folder = new Folder();
        folder.AddKustomization("", resources, strategicMergePatches, jsonPatches);
        return Run("kustomize", folder.Path).Without(folder.Path);
    }

    /// <summary>Patches many documents in one process; each result follows a document that tells its index.</summary>
    public static IReadOnlyList<string> BuildEach(IReadOnlyList<(string Resources, string Patch)> cases)
    {
        using var folder = new Folder();
        var kustomization = new StringBuilder("sortOptions: {order: fifo}\nresources:\n");
        for (var index = 0; index < cases.Count; index++)
        {
            // A suffix of its own keeps the objects of the cases apart.
            folder.AddKustomization($"case{index}", cases[index].Resources, cases[index].Patch, null, $"-case{index}");
            kustomization.Append("- case").Append(index).Append('\n');
        }

        folder.Write("kustomization.yaml", kustomization.ToString());
        var answer = Run("kustomize", folder.Path);
        var output = answer.Output ?? throw new InvalidOperationException(answer.Error);
        return [.. output.Split("\n---\n").Select(document => document.TrimEnd('\n') + "\n")];
    }

    /// <summary>Patches one document as an API server does, which kubectl can do by itself.</summary>
    /// <returns>The document as JSON.</returns>
    public static OracleAnswer Patch(string document, string patch)
    {
        using var folder = new Folder();
        folder.Write("document.yaml", document);
        folder.Write("patch.yaml", patch);
        return Run(
            "patch", "--local", "--server=http://127.0.0.1:1", "--type=strategic", "--output=json",
            $"--filename={folder.Path}/document.yaml", $"--patch-file={folder.Path}/patch.yaml");
    }

    private static OracleAnswer Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Program!, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        var error = errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return process.ExitCode == 0 ? new OracleAnswer(output, null) : new OracleAnswer(null, error);
    }

    private static string? Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Select(static folder => Path.Combine(folder, "kubectl"))
            .Prepend(Environment.GetEnvironmentVariable("KUBECTL_PATH") ?? "")
            .FirstOrDefault(File.Exists);
    }

    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gimlet-kustomize-");

        public string Path => _folder.FullName;

        public void AddKustomization(
            string name, string resources, string? strategicMergePatches, string? jsonPatches, string suffix = "")
        {
            var kustomization = new StringBuilder("resources: [resources.yaml]\nsortOptions: {order: fifo}\n");
            kustomization.Append(suffix.Length > 0 ? $"nameSuffix: {suffix}\n" : "");
            kustomization.Append("patches:\n");
            kustomization.Append(strategicMergePatches is null ? "" : "- path: patch.yaml\n");
            kustomization.Append(jsonPatches);
            _folder.CreateSubdirectory(name.Length == 0 ? "." : name);
            Write(System.IO.Path.Combine(name, "kustomization.yaml"), kustomization.ToString());
            Write(System.IO.Path.Combine(name, "resources.yaml"), resources);
            if (strategicMergePatches is not null)
            {
                Write(System.IO.Path.Combine(name, "patch.yaml"), strategicMergePatches);
            }
        }

        public void Write(string path, string text) =>
            File.WriteAllText(System.IO.Path.Combine(_folder.FullName, path), text);

        public void Dispose() => _folder.Delete(recursive: true);
    }
}

/// <summary>What kubectl said: an output or an error.</summary>
public sealed partial record OracleAnswer(string? Output, string? Error)
{
    /// <summary>The same without what is another every time: the path of the folder, the time and the process.</summary>
    public OracleAnswer Without(string path) => new(Output, Error is null
        ? null
        : LogHeader().Replace(Error.Replace(path, "/folder", StringComparison.Ordinal), ""));

    [GeneratedRegex(@"^[EF][0-9]+ [0-9:.]+ +[0-9]+ [a-z]+\.go:[0-9]+\] ")]
    private static partial Regex LogHeader();
}
