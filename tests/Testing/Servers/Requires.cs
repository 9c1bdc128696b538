using Xunit;

namespace Gimlet.Testing.Servers;

/// <summary>A server that a test needs may be absent on a laptop, where the test is skipped, but never in CI.</summary>
public static class Requires
{
    public static void That(bool present, string missing)
    {
        if (present)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable("CI") is { Length: > 0 } and not "false")
        {
            Assert.Fail($"CI must have it: {missing}");
        }

        Assert.Skip(missing);
    }
}
