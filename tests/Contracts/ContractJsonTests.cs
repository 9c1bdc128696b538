using System.Text.Json;
using Gimlet.Contracts.Artifacts;

namespace Gimlet.Contracts.Tests;

public sealed class ContractJsonTests
{
    [Fact]
    public void Artifact_ThroughTheOptionsOfRest_LosesNothing()
    {
        var json = JsonSerializer.Serialize(Samples.Artifact, ContractJson.Options);

        var read = JsonSerializer.Deserialize<Artifact>(json, ContractJson.Options);

        Assert.Equal(Facts.Of(Samples.Artifact), Facts.Of(read));
    }

    [Fact]
    public void Artifact_AsJson_IsCamelCaseAndReadable()
    {
        var json = JsonSerializer.Serialize(Samples.Artifact, ContractJson.Options);

        Assert.Contains("\"commitMessagePatterns\":[\"*[DEPLOY: ä]*\"]", json, StringComparison.Ordinal);
        Assert.Contains("\"ratio\":1.10,\"exponent\":1E+3,\"big\":9007199254740993", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"items": [{"a": 1, "a": 2}]}""")]
    [InlineData("""{"items": [[]]}""")]
    [InlineData("""{"items": {}}""")]
    [InlineData("""{"items": [{"a": "\ud800"}]}""")]
    [InlineData("""{"items": [{"\ud800": 1}]}""")]
    [InlineData("""{"vars": {"a": 1}}""")]
    [InlineData("""{"vars": {"a": "\ud800"}}""")]
    [InlineData("""{"vars": []}""")]
    [InlineData("""{"environments": [{"app": "a"}]}""")]
    public void Artifact_FromHostileJson_IsAJsonException(string json)
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Artifact>(json, ContractJson.Options));
    }
}
