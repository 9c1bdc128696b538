using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Gimlet.GitopsWriter.Rendering;
using Gimlet.Manifests;

namespace Gimlet.GitopsWriter.Tests.Rendering;

/// <summary>How the process is run, with a script in helm's place.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class HelmEngineTests : IDisposable
{
    private static readonly Manifest App = new()
    {
        App = "app",
        Env = "staging",
        Namespace = "my ns; $(touch x)",
        Chart = new Chart { Name = "demo" },
        Values = new JsonObject { ["text"] = """<é😀\\😀>""" },
    };

    private readonly ChartRendering _rendering = new();

    public void Dispose() => _rendering.Dispose();

    [Fact]
    public async Task RenderAsync_Arguments_AreNoShellsBusiness()
    {
        var output = await RenderAsync("printf '%s\\n' \"$@\"; cat; echo; ls -A");

        Assert.Equal(
            """
            template
            app
            .
            --no-hooks
            --namespace=my ns; $(touch x)
            --values=-
            {"text":"<é😀\\\\😀>"}
            Chart.yaml
            templates

            """,
            output);
    }

    [Fact]
    public async Task RenderAsync_Environment_HidesOurSecrets()
    {
        Environment.SetEnvironmentVariable("GIMLET_RENDERING_TEST_SECRET", "hidden");

        var output = await RenderAsync("cat >/dev/null; env");

        Assert.DoesNotContain("hidden", output, StringComparison.Ordinal);
        Assert.Contains($"HELM_CACHE_HOME={_rendering.DataFolder}/helm/cache", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenderAsync_HelmFails_TellsWhyAndLeavesNothingBehind()
    {
        var message = await FailAsync(
            "echo 'level=WARN msg=x' >&2; echo 'Error: no such thing' >&2; echo 'Use --debug flag' >&2; exit 1");

        Assert.Equal("chart demo: no such thing", message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_rendering.DataFolder, "helm", "charts")));
    }

    [Fact]
    public async Task RenderAsync_Hangs_IsKilledWithItsChildren()
    {
        _rendering.Options = new RenderingOptions { Timeout = TimeSpan.FromMilliseconds(1500) };
        var pidFile = Path.Combine(_rendering.Folder, "pid");

        var message = await FailAsync($"sleep 60 & echo $! > {pidFile}.new; mv {pidFile}.new {pidFile}; wait");

        Assert.Equal("chart demo: took longer than 1.5 s and was stopped (RENDER_TIMEOUT)", message);
        await AssertEndsAsync(int.Parse(await File.ReadAllTextAsync(pidFile, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task RenderAsync_EndlessOutput_IsRefused()
    {
        _rendering.Options = new RenderingOptions { OutputLimit = 100_000 };

        Assert.Equal("chart demo: renders to more than 100000 bytes", await FailAsync("yes"));
    }

    [Fact]
    public async Task RenderAsync_CallerGivesUp_IsCancelled()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _rendering.RenderByHelmAsync(
                _rendering.WriteScript("sleep 60"), App, cancellationToken: cancellation.Token));
    }

    [Fact]
    public async Task RenderAsync_NoHelm_SaysWhatToSet()
    {
        var error = await Assert.ThrowsAsync<RenderException>(() =>
            _rendering.RenderByHelmAsync(Path.Combine(_rendering.Folder, "none"), App));

        Assert.Contains("set HELM_PATH", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-x", "team", "app must not start with '-': -x")]
    [InlineData("app", "--kubeconfig=/x", "namespace must not start with '-': --kubeconfig=/x")]
    public async Task RenderAsync_OptionsInNames_AreRefused(string app, string ns, string expected)
    {
        Assert.Equal(expected, await FailAsync("exit 0", App with { App = app, Namespace = ns }));
    }

    [Fact]
    public async Task RenderAsync_Many_RunAtMostAsManyAsAllowed()
    {
        _rendering.Options = new RenderingOptions { Parallelism = 2 };
        var run = Path.Combine(_rendering.Folder, "run");
        var script = _rendering.WriteScript(
            $"d=$(mktemp -d {run}.XXXX); ls -d {run}.* | wc -l; sleep 0.05; rmdir $d");

        var counts = await _rendering.RenderByHelmAsync(script, App, count: 8);

        Assert.All(counts, count => Assert.InRange(int.Parse(count), 1, 2));
    }

    private async Task<string> RenderAsync(string script, Manifest? manifest = null) =>
        Assert.Single(await _rendering.RenderByHelmAsync(_rendering.WriteScript(script), manifest ?? App));

    private async Task<string> FailAsync(string script, Manifest? manifest = null) =>
        (await Assert.ThrowsAsync<RenderException>(() => RenderAsync(script, manifest))).Message;

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
