using System.Diagnostics;
using System.Runtime.InteropServices;
using Gimlet.Testing.Installations;
using Gimlet.Testing.Servers;

namespace Gimlet.Cli.Tests.Native;

/// <summary>The program that people download: one native file.</summary>
public sealed class NativeTests : IDisposable
{
    private const long LargestSize = 20 * 1024 * 1024;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Publish_ForLinux_IsOneFileThatNeedsNoRuntime()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("CI") is { Length: > 0 } and not "false",
            "publishing takes minutes: set CI=true to do it");
        Requires.That(RuntimeInformation.OSArchitecture == Architecture.X64, "needs linux-x64");
        Requires.That(File.Exists("/usr/bin/clang") || File.Exists("/usr/bin/gcc"), "needs clang or gcc");

        var publish = await RunAsync(new ProcessStartInfo("dotnet",
        [
            "publish", Path.Combine(RepositoryRoot.Path, "clients", "Cli"), "-c", "Release", "-r", "linux-x64",
            "--artifacts-path", _folder.File("artifacts"), "-o", _folder.File("out"), "--nologo",
        ]));
        Assert.True(publish.ExitCode == 0, publish.Output + publish.Error);
        var program = Assert.Single(Directory.GetFiles(_folder.File("out")));
        var file = _folder.File("artifact.json");
        var artifact = await RunAsync(Start(
            program, "artifact", "create", "--repository", "team/shop", "--sha", "1", "--created", "2026-02-01",
            "--branch", "main", "--message", "m", "--url", "u", "--authorName", "a", "--authorEmail", "e",
            "--committerName", "c", "--committerEmail", "e", "-o", file));
        var added = await RunAsync(Start(
            program, "artifact", "add", "-f", file, "--var", "A=b", "--field", "c=d", "--envFile",
            _folder.Write("env.yaml", "app: {{ .APP }}\nenv: staging\nvalues: {replicas: 2}\n")));
        var version = await RunAsync(Start(program, "version"));
        var pushed = await RunAsync(Start(
            program, "artifact", "push", "-f", file, "--server", "http://127.0.0.1:1", "--token", "t"));

        Assert.Equal("gimlet", Path.GetFileName(program));
        Assert.InRange(new FileInfo(program).Length, 1, LargestSize);
        Assert.Equal((0, 0, 0), (artifact.ExitCode, added.ExitCode, version.ExitCode));
        Assert.Matches(@"^gimlet \d", version.Output);
        Assert.Contains("\"app\": \"{{ .APP }}\"", File.ReadAllText(file));
        Assert.Contains("cannot be reached (Connection refused)", pushed.OneError);
    }

    private static ProcessStartInfo Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments);
        start.Environment.Clear();
        start.Environment["DOTNET_ROOT"] = "/nonexistent";
        return start;
    }

    private static async Task<GimletCommand.Result> RunAsync(ProcessStartInfo start)
    {
        using var command = GimletCommand.Start(start);
        return await command.EndAsync(TimeSpan.FromMinutes(8));
    }
}
