using System.Reflection;
using Gimlet.Contracts.Artifacts;
using Gimlet.Contracts.Flux;
using Gimlet.Contracts.Gitops;
using Gimlet.Contracts.Releases;
using MassTransit;

namespace Gimlet.Contracts.Tests;

/// <summary>
/// Names that queues and stored messages hold. A change here loses messages of a running installation: add a new
/// message instead.
/// </summary>
public sealed class WireNameTests
{
    public static TheoryData<Type, string, string> Names { get; } = new()
    {
        { typeof(ArtifactShipped), "urn:message:gimlet:artifact-shipped", "gimlet.artifact-shipped" },
        { typeof(BranchDeleted), "urn:message:gimlet:branch-deleted", "gimlet.branch-deleted" },
        { typeof(CommitStatusChanged), "urn:message:gimlet:commit-status-changed", "gimlet.commit-status-changed" },
        { typeof(DeleteRelease), "urn:message:gimlet:delete-release", "gimlet.delete-release" },
        { typeof(ReleaseRejected), "urn:message:gimlet:release-rejected", "gimlet.release-rejected" },
        { typeof(ReleaseWritten), "urn:message:gimlet:release-written", "gimlet.release-written" },
        { typeof(RequestUpdated), "urn:message:gimlet:request-updated", "gimlet.request-updated" },
        { typeof(RevisionObserved), "urn:message:gimlet:revision-observed", "gimlet.revision-observed" },
        { typeof(RollbackRelease), "urn:message:gimlet:rollback-release", "gimlet.rollback-release" },
        { typeof(WriteRelease), "urn:message:gimlet:write-release", "gimlet.write-release" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Message_OnTheWire_HasItsName(Type message, string urn, string exchange)
    {
        var exchangeOf = typeof(WireNameTests)
            .GetMethod(nameof(ExchangeOf), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(message);

        Assert.Equal(urn, MessageUrn.ForTypeString(message));
        Assert.Equal(exchange, exchangeOf.Invoke(null, null));
    }

    [Fact]
    public void Messages_AllOfThem_AreInTheTable()
    {
        var pinned = Names.Select(row => row.Data.Item1).ToHashSet();

        // These travel inside messages, or help to.
        Type[] parts = [typeof(Artifact), typeof(ArtifactVersion), typeof(FailingObject), typeof(VariablesConverter)];
        var unnamed = typeof(ArtifactShipped).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract)
            .Except(parts)
            .Except(pinned);

        Assert.Empty(unnamed);
    }

    private static string ExchangeOf<T>()
        where T : class
    {
        return Bus.Factory.CreateUsingInMemory(_ => { }).Topology.Message<T>().EntityName;
    }
}
