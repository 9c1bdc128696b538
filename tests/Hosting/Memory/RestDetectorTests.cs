using Gimlet.Hosting.Memory;

namespace Gimlet.Hosting.Tests.Memory;

public sealed class RestDetectorTests
{
    private const long Megabyte = 1024 * 1024;

    private readonly RestDetector _rest = new();
    private long _allocated;

    [Fact]
    public void Rest_AfterMuchWork_BeginsOnce()
    {
        Assert.False(AfterAllocating(100));
        Assert.False(AfterAllocating(50));

        Assert.True(AfterAllocating(1));
        Assert.False(AfterAllocating(1));
    }

    [Fact]
    public void Rest_AfterLittleWork_IsNotWorthACollection()
    {
        for (var look = 0; look < 10; look++)
        {
            Assert.False(AfterAllocating(3));
        }
    }

    [Fact]
    public void Rest_AfterLittleWorkForLong_BeginsInTheEnd()
    {
        var looks = 1;
        while (!AfterAllocating(1))
        {
            looks++;
        }

        Assert.InRange(looks, 30, 35);
    }

    [Fact]
    public void Rest_AfterMuchWorkAgain_BeginsAgain()
    {
        AfterAllocating(100);
        Assert.True(AfterAllocating(0));

        Assert.False(AfterAllocating(100));
        Assert.True(AfterAllocating(0));
    }

    private bool AfterAllocating(int megabytes) => _rest.Begins(_allocated += megabytes * Megabyte);
}
