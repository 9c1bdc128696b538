using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Gimlet.GitopsWriter.Rendering;
using Gimlet.Manifests;
using Microsoft.Extensions.Options;

namespace Gimlet.GitopsWriter.Tests.Rendering;

/// <summary>How the process is run, with a script in helm's place.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class HelmProcessRendererTests : IDisposable
{
    private static readonly Chart Onechart =
        new() { Name = "onechart", Repository = "https://u:secret@charts.example" };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RenderAsync_Arguments_AreNoShellsBusiness()
    {
        var chart = Onechart with { Version = ">=1.0.0 <2.0.0; $(touch x)" };

        var output = await RenderAsync("printf '%s\\n' \"$@\"; cat; pwd; ls -A", chart, "my ns");

        Assert.Equal(
            $$"""
            template
            app
            onechart
            --no-hooks
            --values=-
            --namespace=my ns
            --repo=https://u:secret@charts.example
            --version=>=1.0.0 <2.0.0; $(touch x)
            {"text":"<é😀\\\\😀>"}{{_folder.Path}}/data/helm/empty

            """,
            output);
    }

    [Fact]
    public async Task RenderAsync_Environment_HidesOurSecrets()
    {
        Environment.SetEnvironmentVariable("GIMLET_RENDERING_TEST_SECRET", "hidden");

        var output = await RenderAsync("cat >/dev/null; env", Onechart);

        Assert.DoesNotContain("hidden", output, StringComparison.Ordinal);
        Assert.Contains($"HELM_CACHE_HOME={_folder.Path}/data/helm/cache", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenderAsync_HelmFails_TellsWhyWithoutPasswords()
    {
        var error = await Assert.ThrowsAsync<RenderException>(() => RenderAsync(
            "echo 'level=WARN msg=x' >&2; echo 'Error: no https://u:secret@charts.example/index.yaml' >&2; " +
            "echo 'Use --debug flag' >&2; exit 1",
            Onechart));

        Assert.Equal(
            "chart onechart from https://***@charts.example: no https://***@charts.example/index.yaml", error.Message);
    }

    [Fact]
    public async Task RenderAsync_Hangs_IsKilledWithItsChildren()
    {
        var pidFile = Path.Combine(_folder.Path, "pid");

        var error = await Assert.ThrowsAsync<RenderException>(() => RenderAsync(
            $"sleep 60 & echo $! > {pidFile}.new; mv {pidFile}.new {pidFile}; wait", Onechart,
            options: new RenderingOptions { Timeout = TimeSpan.FromMilliseconds(1500) }));

        Assert.Equal(
            "chart onechart from https://***@charts.example: took longer than 1.5 s and was stopped (RENDER_TIMEOUT)",
            error.Message);
        await AssertEndsAsync(int.Parse(await File.ReadAllTextAsync(pidFile, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task RenderAsync_EndlessOutput_IsRefused()
    {
        var error = await Assert.ThrowsAsync<RenderException>(() => RenderAsync(
            "yes", Onechart, options: new RenderingOptions { OutputLimit = 100_000 }));

        Assert.EndsWith("renders to more than 100000 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenderAsync_CallerGivesUp_IsCancelled()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            RenderAsync("sleep 60", Onechart, cancellationToken: cancellation.Token));
    }

    [Fact]
    public async Task RenderAsync_NoHelm_SaysWhatToSet()
    {
        using var renderer = Create(new RenderingOptions { HelmPath = Path.Combine(_folder.Path, "none") });

        var error = await Assert.ThrowsAsync<RenderException>(() => renderer.RenderAsync(
            new ChartRelease("app", null, Onechart, []), TestContext.Current.CancellationToken));

        Assert.Contains("set HELM_PATH", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-x", null, "app must not start with '-': -x")]
    [InlineData("app", "--kubeconfig=/x", "namespace must not start with '-': --kubeconfig=/x")]
    public async Task RenderAsync_OptionsInNames_AreRefused(string app, string? ns, string expected)
    {
        using var renderer = Create(new RenderingOptions());

        var error = await Assert.ThrowsAsync<RenderException>(() => renderer.RenderAsync(
            new ChartRelease(app, ns, Onechart, []), TestContext.Current.CancellationToken));

        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public async Task RenderAsync_Many_RunAtMostAsManyAsAllowed()
    {
        var run = Path.Combine(_folder.Path, "run");
        var helm = Script($"d=$(mktemp -d {run}.XXXX); ls -d {run}.* | wc -l; sleep 0.05; rmdir $d");
        using var renderer = Create(new RenderingOptions { HelmPath = helm, Parallelism = 2 });

        var counts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => renderer.RenderAsync(
            new ChartRelease("app", null, Onechart, []), TestContext.Current.CancellationToken)));

        Assert.All(counts, count => Assert.InRange(int.Parse(count), 1, 2));
    }

    private async Task<string> RenderAsync(
        string script, Chart chart, string? ns = null, RenderingOptions? options = null,
        CancellationToken? cancellationToken = null)
    {
        using var renderer = Create((options ?? new RenderingOptions()) with { HelmPath = Script(script) });
        var release = new ChartRelease("app", ns, chart, new JsonObject { ["text"] = """<é😀\\😀>""" });
        return await renderer.RenderAsync(release, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    private HelmProcessRenderer Create(RenderingOptions options) => new(
        Options.Create(options with { DataPath = Path.Combine(_folder.Path, "data") }), TimeProvider.System);

    private string Script(string body)
    {
        var path = _folder.Write("helm", "#!/bin/sh\n" + body + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private static async Task AssertEndsAsync(int processId)
    {
        var started = Stopwatch.GetTimestamp();
        while (Directory.Exists($"/proc/{processId}") && !await IsZombieAsync(processId))
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5), "the child outlived helm");
            await Task.Yield();
        }
    }

    private static async Task<bool> IsZombieAsync(int processId)
    {
        try
        {
            var status = await File.ReadAllTextAsync($"/proc/{processId}/stat", TestContext.Current.CancellationToken);
            return status.Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }
}
