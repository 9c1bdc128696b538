using System.Diagnostics;
using System.Text;
using Gimlet.Benchmarks.Gitops;
using Gimlet.Contracts.Artifacts;
using Gimlet.GitopsWriter.Writes;
using Gimlet.Testing.Git;

namespace Gimlet.Benchmarks.History;

/// <summary>A gitops repository with a long history of releases, as the writer would have made them.</summary>
internal static class HistoryRepository
{
    /// <summary>Makes a bare repository; deploys go round the apps.</summary>
    public static async Task CreateAsync(string folder, int commits, int apps)
    {
        Directory.CreateDirectory(folder);
        GitCommand.Run(folder, "init", "--quiet", "--bare", "--initial-branch=main");
        var start = new ProcessStartInfo("git", ["fast-import", "--quiet"])
        {
            WorkingDirectory = folder, RedirectStandardInput = true,
        };
        using var import = Process.Start(start) ?? throw new InvalidOperationException("git does not start");
        await using (var input = new StreamWriter(import.StandardInput.BaseStream, new UTF8Encoding(false)))
        {
            for (var number = 0; number < commits; number++)
            {
                await WriteAsync(input, number, $"app-{number % apps}", first: number < apps);
            }
        }

        await import.WaitForExitAsync();
        if (import.ExitCode != 0)
        {
            throw new InvalidOperationException($"git fast-import ended {import.ExitCode}");
        }
    }

    private static async Task WriteAsync(StreamWriter input, int number, string app, bool first)
    {
        var release = Release(number, app);
        var message = $"deploy: {app}\n\nTriggered by jane.\n\n{Trailers.Write(Record(number, app))}";
        await input.WriteAsync(
            $"commit refs/heads/main\ncommitter Gimlet <gimlet@example.com> {1_600_000_000 + number} +0000\n"
                + $"data {message.Length}\n{message}\n");
        foreach (var file in RepositorySeed.Files(app, number).Where(file => first || file.Name == "deployment.yaml"))
        {
            await WriteFileAsync(input, $"{app}/{file.Name}", file.Content);
        }

        await WriteFileAsync(input, $"{app}/{ReleaseFile.FileName}", release);
        await WriteFileAsync(input, ReleaseFile.FileName, release);
    }

    private static Task WriteFileAsync(StreamWriter input, string path, string content) => input.WriteAsync(
        $"M 100644 inline {HistorySeed.Env}/{path}\ndata {Encoding.UTF8.GetByteCount(content)}\n{content}\n");

    private static string Release(int number, string app) => new ReleaseFile
    {
        App = app,
        Env = HistorySeed.Env,
        ArtifactId = $"owner/{app}-{number}",
        TriggeredBy = "jane",
        Version = new ArtifactVersion
        {
            RepositoryName = $"owner/{app}",
            Sha = $"{number:x40}",
            Branch = "main",
            Event = "push",
            AuthorName = "Jane Doe",
            AuthorEmail = "jane@example.com",
            Message = $"Change what customers see when a payment is refused (#{number})",
        },
        Created = 1_600_000_000 + number,
    }.ToString();

    private static CommitRecord Record(int number, string app) => new()
    {
        Sha = "",
        ResultId = $"result-{number}",
        RequestId = $"request-{number}",
        Kind = ReleaseWrite.Name,
        Env = HistorySeed.Env,
        App = app,
        Path = "",
        Sequence = number + 1,
        ArtifactId = $"owner/{app}-{number}",
        TriggeredBy = "jane",
        Release = "",
        Created = 0,
    };
}
