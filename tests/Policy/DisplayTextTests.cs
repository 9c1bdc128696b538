using Gimlet.Policy.Requests;

namespace Gimlet.Policy.Tests;

public sealed class DisplayTextTests
{
    [Fact]
    public void Message_WithControlCharacters_KeepsOnlyLinesAndTabs()
    {
        Assert.Equal("a b\n\tc", DisplayText.Message("a\u0000b\n\tc"));
        Assert.Equal("a b", DisplayText.Name("a\nb"));
    }

    [Fact]
    public void Message_TooLong_IsCutBetweenCharacters()
    {
        var text = DisplayText.Message(new string('x', 3999) + "😀😀");

        Assert.Equal(new string('x', 3999) + "…", text);
    }

    [Fact]
    public void StatusDescription_OfManyRemarks_SaysHowManyMore()
    {
        var remarks = Enumerable.Repeat(new string('x', 500), 10).ToList();

        var text = StatusDescription.Join(remarks);

        Assert.EndsWith("; and 7 more", text, StringComparison.Ordinal);
        Assert.True(text.Length < 2100);
    }
}
