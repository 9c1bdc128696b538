using System.Text;
using Gimlet.GitopsWriter.Servers;

namespace Gimlet.GitopsWriter.Tests.Servers;

public sealed class ServerWordsTests
{
    [Theory]
    [InlineData("error: one\nerror: two\n", "error: one error: two")]
    [InlineData("\u001b[1;31mred\u001b[0m \u001b]0;title\u0007plain", "red plain")]
    [InlineData("a\u0000b\u0007c\u200bd\u202ee\u2028f", "abcde f")]
    [InlineData("naïve – 日本 🚀", "naïve – 日本 🚀")]
    [InlineData(" \r\n\t ", "")]
    public void Words_AreOneLineOfWhatCanBeSeen(string said, string shown) =>
        Assert.Equal(shown, ServerWords.Clean(said));

    [Fact]
    public void Words_ThatAreTooMany_AreKeptToTheirEnd()
    {
        var words = new ServerWords();
        for (var number = 0; number < 10_000; number++)
        {
            words.Add(Encoding.UTF8.GetBytes($"line {number}\n"));
        }

        Assert.Equal(ServerWords.MaxLength, words.ToString().Length);
        Assert.StartsWith("…", words.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("line 9998 line 9999", words.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_ThatAreNoText_AreShownAllTheSame()
    {
        var words = new ServerWords();

        words.Add([0xFF, (byte)'a', 0xC3]);

        Assert.Equal("\uFFFDa\uFFFD", words.ToString());
    }
}
