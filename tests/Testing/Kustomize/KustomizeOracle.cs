using System.Diagnostics;
using System.Text;
using Gimlet.Testing.Servers;

namespace Gimlet.Testing.Kustomize;

/// <summary>What the real kubectl makes of patches: the judge of everything that claims to do the same.</summary>
public static class KustomizeOracle
{
    private const string Version = "v5.7.";

    private static string? Program { get; } = Find();

    /// <summary>Skips the test where there is no kubectl of the version that is followed; in CI it fails.</summary>
    public static void Require() => Requires.That(
        Program is not null,
        $"kubectl with kustomize {Version}x is not installed: ./test.sh installs it, KUBECTL_PATH names one");

    /// <summary>Patches documents by kustomize.</summary>
    /// <param name="resources">The documents.</param>
    /// <param name="strategicMergePatches">Patches without a target; null for none.</param>
    /// <param name="jsonPatches">Items of <c>patches</c>, each with target and patch; null for none.</param>
    public static OracleAnswer Build(string resources, string? strategicMergePatches, string? jsonPatches)
    {
        using var folder = new Folder();
        folder.AddKustomization(resources, strategicMergePatches, jsonPatches);
        return Run("kustomize", folder.Path).Without(folder.Path);
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

    private static OracleAnswer Run(params string[] arguments) => Start(Program!, arguments);

    private static OracleAnswer Start(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
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
            .Where(File.Exists)
            .FirstOrDefault(static program => Start(program, "version", "--client").Output?
                .Contains($"Kustomize Version: {Version}", StringComparison.Ordinal) ?? false);
    }

    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gimlet-kustomize-");

        public string Path => _folder.FullName;

        public void AddKustomization(string resources, string? strategicMergePatches, string? jsonPatches)
        {
            var kustomization = new StringBuilder("resources: [resources.yaml]\nsortOptions: {order: fifo}\n");
            kustomization.Append("patches:\n");
            kustomization.Append(strategicMergePatches is null ? "" : "- path: patch.yaml\n").Append(jsonPatches);
            Write("kustomization.yaml", kustomization.ToString());
            Write("resources.yaml", resources);
            if (strategicMergePatches is not null)
            {
                Write("patch.yaml", strategicMergePatches);
            }
        }

        public void Write(string path, string text) =>
            File.WriteAllText(System.IO.Path.Combine(_folder.FullName, path), text);

        public void Dispose() => _folder.Delete(recursive: true);
    }
}

/// <summary>What kubectl said: an output or an error.</summary>
public sealed record OracleAnswer(string? Output, string? Error)
{
    /// <summary>The same with the path of the folder, which is another every time, left out.</summary>
    public OracleAnswer Without(string path) =>
        new(Output, Error?.Replace(path, "/folder", StringComparison.Ordinal));
}
