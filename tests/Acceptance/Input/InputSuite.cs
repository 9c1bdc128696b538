using System.Net;
using Gimlet.Acceptance.Tests.Installations;

namespace Gimlet.Acceptance.Tests.Input;

/// <summary>What bad input must not do: change anything.</summary>
public abstract class InputSuite(InstallationFixture fixture) : AcceptanceSuite(fixture)
{
    /// <summary>Returns what people are told.</summary>
    private protected async Task<string> RefusedAsync(Func<Task<Answer>> ask, HttpStatusCode status)
    {
        var before = await StateAsync();

        var detail = (await ask()).RefusedWith(status);

        Assert.Equal(before, await StateAsync());
        return detail;
    }

    /// <summary>The branch, and the newest of everything that a request may add.</summary>
    protected async Task<string> StateAsync()
    {
        var lists = await Task.WhenAll(
            Client.GetAsync("/api/artifacts?limit=1", Cancellation),
            Client.GetAsync("/api/gitopsCommits?limit=1", Cancellation),
            Client.GetAsync("/api/users", Cancellation));
        return string.Join('\n', [Branch.Tip, .. lists.Select(list => list.ToJsonString())]);
    }
}
