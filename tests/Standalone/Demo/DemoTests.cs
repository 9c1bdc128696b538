using System.Diagnostics;
using System.Text.RegularExpressions;
using Gimlet.Testing.Installations;
using Gimlet.Testing.Servers;
using LibGit2Sharp;

namespace Gimlet.Standalone.Tests.Demo;

/// <summary>The demo as a newcomer starts it: a process with nothing around it.</summary>
public sealed partial class DemoTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("gimlet-demo").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Demo_Exit_DeploysTheSampleTwiceAndEndsWithTheTipOfTheRepository()
    {
        var (exitCode, output) = await RunAsync("demo", "--exit");

        Assert.Equal(0, exitCode);
        Assert.Contains("Flux is simulated", output, StringComparison.Ordinal);
        Assert.Contains("demo-app -> staging", output, StringComparison.Ordinal);
        var last = Applied().Matches(output)[^1];
        Assert.Equal("production", last.Groups["env"].Value);
        using var repository = new Repository(Path.Combine(_data, "gitops.git"));
        Assert.Equal(repository.Branches["main"].Tip.Sha, last.Groups["hash"].Value);
        Assert.Contains("production/demo-app/manifests.yaml", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_Again_WorksOnWhatTheFirstLeftBehind()
    {
        await RunAsync("demo", "--exit");

        var (exitCode, output) = await RunAsync("demo", "--exit");

        Assert.Equal(0, exitCode);
        Assert.Equal(2, Applied().Count(output));
    }

    [Fact]
    public async Task Demo_ConfiguredRepository_IsRefused()
    {
        var (exitCode, output) = await RunAsync("demo", "--exit", $"--GITOPS_REPO={_data}");

        Assert.Equal(1, exitCode);
        Assert.Contains("GITOPS_REPO is set", output, StringComparison.Ordinal);
    }

    [GeneratedRegex(
        "📖 demo-app -> (?<env>[a-z]+), gitops hash (?<hash>[0-9a-f]{40}), status is ReconciliationSucceeded")]
    private static partial Regex Applied();

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { RepositoryRoot.ProgramOf("Standalone") },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var arg in args.Append($"--DATA_PATH={_data}")
            .Append($"--HTTP_PORT={FreePort.Next()}").Append($"--GRPC_PORT={FreePort.Next()}"))
        {
            start.ArgumentList.Add(arg);
        }

        using var process = Process.Start(start)!;
        var token = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(token);
        var errors = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return (process.ExitCode, await output + await errors);
    }
}
