using Gimlet.Contracts.Artifacts;
using Gimlet.Manifests;
using Gimlet.Protos;
using Gimlet.Protos.Releases;
using Google.Protobuf;
using Proto = Gimlet.Protos.Artifacts;

namespace Gimlet.Contracts.Tests;

public sealed class ProtoMappingTests
{
    [Fact]
    public void Artifact_ThroughTheWire_LosesNothing()
    {
        var wire = Proto.Artifact.Parser.ParseFrom(Samples.Artifact.ToProto().ToByteArray());

        Assert.Equal(Facts.Of(Samples.Artifact), Facts.Of(wire.ToContract()));
    }

    [Fact]
    public void Artifact_WithNothingSet_IsTheEmptyOne()
    {
        Assert.Equal(Facts.Of(new Artifact()), Facts.Of(new Proto.Artifact().ToContract()));
    }

    [Fact]
    public void Artifact_WithABadManifest_NamesItAndTheField()
    {
        var wire = Samples.Artifact.ToProto();
        wire.Environments[1].Document = """{"app": "demo", "env": "staging", "deploy": {"branch": 1}}""";

        var error = Assert.Throws<ManifestException>(wire.ToContract);

        Assert.Equal(
            "environments[1].deploy.branch: must be text, not the number \"1\"; put it in quotes", error.Message);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"a": 1, "a": 2}""")]
    [InlineData("""{"a": "\ud800"}""")]
    [InlineData("""{"\ud800": 1}""")]
    public void Artifact_WithABadItem_NamesIt(string item)
    {
        var wire = Samples.Artifact.ToProto();
        wire.Items[0] = item;

        var error = Assert.Throws<ManifestException>(wire.ToContract);

        Assert.StartsWith("items[0] is no JSON object: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteRelease_ThroughThePendingResult_LosesNothing()
    {
        var wire = PendingResult.Parser.ParseFrom(Samples.WriteRelease.ToPendingResult().ToByteArray());

        Assert.Equal(Facts.Of(Samples.WriteRelease), Facts.Of(wire.ToWriteRelease()));
    }

    [Fact]
    public void RollbackRelease_ThroughThePendingResult_LosesNothing()
    {
        var wire = PendingResult.Parser.ParseFrom(Samples.RollbackRelease.ToPendingResult().ToByteArray());

        Assert.Equal(Facts.Of(Samples.RollbackRelease), Facts.Of(wire.ToRollbackRelease()));
    }

    [Fact]
    public void DeleteRelease_ThroughThePendingResult_LosesNothing()
    {
        var wire = PendingResult.Parser.ParseFrom(Samples.DeleteRelease.ToPendingResult().ToByteArray());

        Assert.Equal(Facts.Of(Samples.DeleteRelease), Facts.Of(wire.ToDeleteRelease()));
    }

    [Fact]
    public void PendingResult_ReadAsAnotherKind_IsRefused()
    {
        var wire = Samples.DeleteRelease.ToPendingResult();

        var error = Assert.Throws<ArgumentException>(wire.ToWriteRelease);

        Assert.StartsWith("result result is a Delete, not a Release", error.Message, StringComparison.Ordinal);
    }
}
