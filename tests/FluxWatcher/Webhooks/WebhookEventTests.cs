using System.Text;
using Gimlet.Contracts;
using Gimlet.Contracts.Flux;
using Gimlet.FluxWatcher.Webhooks;
using Microsoft.Extensions.Time.Testing;

namespace Gimlet.FluxWatcher.Tests.Webhooks;

public sealed class WebhookEventTests
{
    private const string Sha = "176da9e1b0c2d3e4f5a6978877665544332211aa";
    private const string Subject = """{"kind":"Kustomization","namespace":"flux-system","name":"apps"}""";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("revision")]
    [InlineData("kustomize.toolkit.fluxcd.io/revision")]
    public void Event_WithEitherKey_IsObserved(string key)
    {
        var observation = Read(
            $$"""
            {"involvedObject":{{Subject}},"severity":"error","timestamp":"2026-05-01T11:59:58Z",
             "message":"timeout waiting for: [Deployment/a/x status: 'InProgress']","reason":"HealthCheckFailed",
             "metadata":{"{{key}}":"main@sha1:{{Sha}}","commit_status":"update"},
             "reportingController":"kustomize-controller"}
            """,
            env: "staging")!;

        Assert.Equal(
            new RevisionObserved
            {
                Kind = "Kustomization",
                Namespace = "flux-system",
                Name = "apps",
                Env = "staging",
                Branch = "main",
                Revision = Sha,
                Reason = "HealthCheckFailed",
                Message = "timeout waiting for: [Deployment/a/x status: 'InProgress']",
                Severity = "error",
                FailingObjects = observation.FailingObjects,
                ObservedAt = UnixMicroseconds.From(new(2026, 5, 1, 11, 59, 58, TimeSpan.Zero)),
                Source = "webhook",
            },
            observation);
        Assert.Equal([new FailingObject("Deployment", "a", "x")], observation.FailingObjects);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"summary":"x"}""")]
    [InlineData("""{"revision":null}""")]
    [InlineData("""{"revision":""}""")]
    [InlineData("""{"revision":"6.5.4"}""")]
    [InlineData("""{"revision":"1.2.3@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}""")]
    public void Event_WithoutCommit_IsNotObserved(string metadata) =>
        Assert.Null(Read($$"""{"involvedObject":{{Subject}},"reason":"Progressing","metadata":{{metadata}}}"""));

    [Theory]
    [InlineData("", "the body")]
    [InlineData("{", "the body")]
    [InlineData("null", "the body is null")]
    [InlineData("[]", "the body")]
    [InlineData("{}", "involvedObject is missing")]
    [InlineData("""{"involvedObject":"x"}""", "involvedObject")]
    [InlineData("""{"involvedObject":{"name":"x"}}""", "involvedObject.kind is missing")]
    [InlineData("""{"involvedObject":{"kind":"Kustomization","name":7}}""", "involvedObject.name is no valid")]
    [InlineData("""{"involvedObject":{"kind":"K","name":"a\u0000"}}""", "involvedObject.name has control characters")]
    [InlineData("""{"involvedObject":{"kind":"K","name":"\ud800"}}""", "involvedObject.name")]
    [InlineData("""{"involvedObject":{"kind":"K","name":"a"}}""", "reason is missing")]
    [InlineData("""{"involvedObject":{"kind":"K","name":"a"},"reason":"R","timestamp":"yesterday"}""", "timestamp")]
    [InlineData(
        """{"involvedObject":{"kind":"K","name":"a"},"reason":"R","metadata":{"revision":1}}""", "metadata.revision")]
    [InlineData("""{"involvedObject":{"kind":"K","name":"a"},"reason":"R","metadata":[]}""", "metadata")]
    public void Event_ThatIsMalformed_IsRefusedNamingThePlace(string body, string expected)
    {
        var refusal = Assert.Throws<WebhookException>(() => Read(body));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("a\nb")]
    [InlineData("Staging")]
    public void Environment_ThatIsNoName_IsRefused(string env)
    {
        var refusal = Assert.Throws<WebhookException>(() => Read(Applied(), env));

        Assert.Contains("env", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Body_ThatIsTooLarge_IsRefused()
    {
        var refusal = Assert.Throws<WebhookException>(() => Read(Applied(message: new string('x', 300 * 1024))));

        Assert.Contains("bytes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_IsCutAndHasNoControlCharacters()
    {
        var message = Read(Applied(message: "a\\u0000\\u001bb\\n" + new string('x', 100 * 1024)))!.Message;

        Assert.StartsWith("a\uFFFD\uFFFDb\nxxx", message, StringComparison.Ordinal);
        Assert.Equal((32 * 1024) + 1, message.Length);
    }

    [Theory]
    [InlineData("2099-01-01T00:00:00Z", 0)]
    [InlineData("", 0)]
    [InlineData("2026-05-01T11:00:00Z", -3600)]
    [InlineData("2026-05-01T13:00:00+02:00", -3600)]
    public void Timestamp_IsNeverInTheFuture(string timestamp, int secondsFromNow)
    {
        var observation = Read(Applied(timestamp: timestamp))!;

        Assert.Equal(UnixMicroseconds.From(_clock.GetUtcNow().AddSeconds(secondsFromNow)), observation.ObservedAt);
    }

    private static string Applied(string message = "m", string timestamp = "") =>
        $$$"""
        {"involvedObject":{{{Subject}}},"reason":"ReconciliationSucceeded","message":"{{{message}}}",
         "timestamp":"{{{timestamp}}}","metadata":{"revision":"main@sha1:{{{Sha}}}"}}
        """;

    private RevisionObserved? Read(string body, string env = "") =>
        WebhookEvent.Read(env, Encoding.UTF8.GetBytes(body), _clock);
}
