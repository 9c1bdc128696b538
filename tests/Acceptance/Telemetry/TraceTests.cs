using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gimlet.Acceptance.Tests.Installations;
using Gimlet.Testing.Installations;
using Gimlet.Testing.Servers;
using Gimlet.Testing.Telemetry;

namespace Gimlet.Acceptance.Tests.Telemetry;

[Collection(typeof(Standalone))]
public sealed class TraceStandaloneTests(StandaloneInstallation fixture) : TraceTests(fixture)
{
    protected override string[] Services => ["gimlet-standalone"];
}

[Collection(typeof(Distributed))]
public sealed class TraceDistributedTests(DistributedInstallation fixture) : TraceTests(fixture)
{
    protected override string[] Services => ["gimlet-gateway", "gimlet-policy", "gimlet-gitops-writer"];
}

/// <summary>One trace runs from a REST call to the push that it caused.</summary>
public abstract class TraceTests(InstallationFixture fixture) : AcceptanceSuite(fixture)
{
    private const string Push = "gitops.push";
    private const string Caller = "1234567890abcdef";

    private readonly string _trace = Guid.NewGuid().ToString("N");

    /// <summary>The processes that a release passes, in order.</summary>
    protected abstract string[] Services { get; }

    [Fact]
    public async Task Release_FromTheCallToThePush_IsOneUnbrokenTrace()
    {
        var artifact = await Client.ShipAsync(Artifacts.Create(Artifacts.Manifest(Env, App)), Cancellation);
        var body = new JsonObject { ["env"] = Env, ["app"] = App, ["artifactId"] = artifact };
        await SendAsync("/api/releases", body);

        var way = await WayToAsync(Push);

        Assert.Equal(Services, way.Select(span => span.Service).Distinct());
        Assert.Equal("POST /api/releases", way[0].Name);
    }

    [Fact]
    public async Task Artifact_ReleasedByItsPolicy_IsOneTraceFromTheShipToThePush()
    {
        var manifest = Artifacts.Manifest(Env, App).WithPolicy(new() { ["branch"] = "main", ["event"] = "push" });
        await SendAsync("/api/artifact", Artifacts.Create(manifest));

        var way = await WayToAsync(Push);

        Assert.Equal(Services.Order(), way.Select(span => span.Service).Distinct().Except(["gimlet-artifact"]).Order());
        Assert.Equal("POST /api/artifact", way[0].Name);
    }

    private async Task SendAsync(string route, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, route) { Content = JsonContent.Create(body) };
        request.Headers.Add("traceparent", $"00-{_trace}-{Caller}-01");
        using var response = await Client.Http.SendAsync(request, Cancellation);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The spans from the caller's down to one of a name, each the parent of the next.</summary>
    private async Task<IReadOnlyList<Span>> WayToAsync(string name)
    {
        try
        {
            return await Eventually.GetAsync(
                () => Task.FromResult(FindWay(Fixture.Traces.Trace(_trace), name)),
                $"a trace from {Caller} to {name}",
                cancellationToken: Cancellation);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}, of {string.Join("; ", Fixture.Traces.Trace(_trace))}", e);
        }
    }

    private static IReadOnlyList<Span>? FindWay(IReadOnlyList<Span> spans, string name)
    {
        var way = new List<Span>();
        var next = spans.FirstOrDefault(span => span.Name == name);
        while (next is not null)
        {
            way.Insert(0, next);
            if (next.ParentId == Caller)
            {
                return way;
            }

            next = spans.FirstOrDefault(span => span.Id == next.ParentId);
        }

        return null;
    }
}
