using Gimlet.Contracts.Artifacts;
using Gimlet.Manifests;
using Gimlet.Policy.Evaluation;

namespace Gimlet.Policy.Tests.Evaluation;

public sealed class ReleasePolicyTests
{
    private static readonly ArtifactVersion Push = new() { Event = "push", Branch = "main", Message = "Sell more" };
    private static readonly ArtifactVersion Tag = new() { Event = "tag", Tag = "v1.2.0" };

    [Theory]

    // Event alone.
    [InlineData("push", null, null, "push", "main", "", true)]
    [InlineData("push", null, null, "pr", "main", "", false)]
    [InlineData("push", null, null, "", "main", "", false)]

    // Branch needs push or pr.
    [InlineData("push", "main", null, "push", "main", "", true)]
    [InlineData("pr", "feature/*", null, "pr", "feature/a/b", "", true)]
    [InlineData("push", "main", null, "push", "develop", "", false)]
    [InlineData("push", "main", null, "pr", "main", "", false)]
    [InlineData(null, "main", null, "push", "main", "", false)]
    [InlineData("tag", "main", null, "tag", "main", "v1", false)]

    // Negation takes the whole pattern.
    [InlineData("push", "!main", null, "push", "main", "", false)]
    [InlineData("push", "!main", null, "push", "develop", "", true)]
    [InlineData("push", "!{main,release/*}", null, "push", "release/1", "", false)]
    [InlineData("push", "!{main,release/*}", null, "push", "feature/1", "", true)]

    // Tag needs event tag.
    [InlineData("tag", null, "v*", "tag", "main", "v1.0.0", true)]
    [InlineData("tag", null, "v*", "tag", "main", "nightly", false)]
    [InlineData("tag", null, "!v*", "tag", "main", "nightly", true)]
    [InlineData(null, null, "v*", "tag", "main", "v1.0.0", false)]
    [InlineData("push", null, "v*", "push", "main", "v1.0.0", false)]
    public void Policy_OfEventBranchAndTag_TriggersAsTheTableSays(
        string? policyEvent,
        string? policyBranch,
        string? policyTag,
        string @event,
        string branch,
        string tag,
        bool triggers)
    {
        var policy = new DeployPolicy { Event = policyEvent, Branch = policyBranch, Tag = policyTag };
        var version = new ArtifactVersion { Event = @event, Branch = branch, Tag = tag };

        var reason = ReleasePolicy.WhyNot(policy, version);

        Assert.Equal(triggers, reason is null);
    }

    [Theory]
    [InlineData("Sell more [DEPLOY: shop]", true)]
    [InlineData("Sell more [DEPLOY: other]", false)]
    [InlineData("Sell more D", false)]
    [InlineData("Everywhere [DEPLOY: ALL], please", true)]
    [InlineData("hotfix: sell more", true)]
    [InlineData("first line\n\nbody with [DEPLOY: shop] in it", true)]
    public void Policy_OfCommitMessagePatterns_TriggersWhenOneMatches(string message, bool triggers)
    {
        var policy = new DeployPolicy { CommitMessagePatterns = ["*[DEPLOY: shop]*", "hotfix:*"] };

        var reason = ReleasePolicy.WhyNot(policy, Push with { Message = message });

        Assert.Equal(triggers, reason is null);
    }

    [Fact]
    public void Policy_Missing_NeverTriggers()
    {
        Assert.Equal("it has no release policy", ReleasePolicy.WhyNot(null, Push));
        Assert.Equal("it has no release policy", ReleasePolicy.WhyNot(new DeployPolicy(), Push));
        Assert.Equal(
            "it has no release policy", ReleasePolicy.WhyNot(new DeployPolicy { CommitMessagePatterns = [] }, Push));
    }

    [Fact]
    public void Policy_OfSeveralConditions_NeedsAllOfThem()
    {
        var policy = new DeployPolicy { Event = "push", Branch = "main", CommitMessagePatterns = ["fix*"] };

        Assert.Null(ReleasePolicy.WhyNot(policy, Push with { Message = "fix it" }));
        Assert.NotNull(ReleasePolicy.WhyNot(policy, Push));
        Assert.NotNull(ReleasePolicy.WhyNot(policy, Push with { Message = "fix it", Branch = "develop" }));
    }

    [Fact]
    public void Policy_NotTriggered_SaysWhy()
    {
        Assert.Equal(
            "branch 'main' does not match '!main'",
            ReleasePolicy.WhyNot(new DeployPolicy { Event = "push", Branch = "!main" }, Push));
        Assert.Equal(
            "event 'push' is not 'tag'",
            ReleasePolicy.WhyNot(new DeployPolicy { Event = "tag", Tag = "v*" }, Push));
        Assert.Equal(
            "tag 'v1.2.0' does not match 'v2*'",
            ReleasePolicy.WhyNot(new DeployPolicy { Event = "tag", Tag = "v2*" }, Tag));
        Assert.Equal(
            "the commit message does not match 'a' or 'b'",
            ReleasePolicy.WhyNot(new DeployPolicy { CommitMessagePatterns = ["a", "b"] }, Push));
    }

    [Fact]
    public void Policy_BadPattern_IsAnErrorThatNamesIt()
    {
        var policy = new DeployPolicy { Event = "push", Branch = "feature/[a" };

        var e = Assert.Throws<ManifestException>(() => ReleasePolicy.WhyNot(policy, Push));

        Assert.Contains("feature/[a", e.Message, StringComparison.Ordinal);
    }
}
