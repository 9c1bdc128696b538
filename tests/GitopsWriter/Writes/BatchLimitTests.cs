using Gimlet.GitopsWriter.Writes;

namespace Gimlet.GitopsWriter.Tests.Writes;

public sealed class BatchLimitTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(255)]
    public void Limit_OfAServerThatTakesSoMany_IsFoundAndKeptTo(int taken)
    {
        var limit = new BatchLimit();

        var passed = new List<int>();
        var failed = 0;
        for (var push = 0; push < 200; push++)
        {
            if (limit.Count <= taken)
            {
                passed.Add(limit.Count);
                limit.Passed();
            }
            else
            {
                failed++;
                limit.Failed(limit.Count);
            }
        }

        Assert.Equal(taken, passed.Max());
        Assert.InRange(failed, 0, 100 + 8);
        Assert.True(passed.Average() >= taken / 2.0, $"{passed.Average()} of {taken}");
    }

    [Fact]
    public void Limit_AfterTheCulpritIsGone_IsBackSoon()
    {
        var limit = new BatchLimit();
        while (limit.Count > 1)
        {
            limit.Failed(limit.Count);
        }

        limit.Forget();
        for (var push = 0; push < 8; push++)
        {
            limit.Passed();
        }

        Assert.Equal(BatchLimit.Max, limit.Count);
    }

    [Fact]
    public void Limit_AfterARaceThatWasLost_IsHalvedAndBackAtOnce()
    {
        var limit = new BatchLimit();

        limit.Lost(limit.Count);
        var halved = limit.Count;
        limit.Passed();

        Assert.Equal(BatchLimit.Max / 2, halved);
        Assert.Equal(BatchLimit.Max, limit.Count);
    }
}
