using System.Globalization;
using CsCheck;
using Gimlet.Templating.Sprig;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Tests;

public sealed class PropertyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly string[] Pieces =
    [
        "{{", "}}", "{{-", "-}}", " ", "\n", ".", ".a", ".b.c", "$", "$x", ":=", "=", ",", "|", "(", ")", "if", "else",
        "end", "range", "with", "define", "block", "template", "break", "continue", "nil", "true", "1", "0x1p-2", "'a'",
        "\"s\"", "`r`", "printf", "index", "len", "and", "or", "eq", "slice", "%d", "\"%v %*d\"", "/*", "*/", "é",
        "\U0001F600", "\uD800", "\"", "`", "'", "\\", "1_0", "trunc", "list", "dict", "regexReplaceAll", "\"[\"", "-1",
    ];

    private static readonly TemplateOptions Options = new()
    {
        Functions = SprigFunctions.All,
        Limits = new TemplateLimits { MaxOutputLength = 10_000 },
    };

    private static readonly Dictionary<string, object?> Data = new()
    {
        ["a"] = new List<object?> { 1L, "x", null },
        ["b"] = new Dictionary<string, object?> { ["c"] = 1.5 },
    };

    [Fact]
    public void AnyText_IsATemplateOrATemplateException() =>
        Piece(Pieces).Array[0, 30].Select(static pieces => string.Concat(pieces)).Sample(Runs, iter: 20_000);

    [Fact]
    public void AnyAction_IsATemplateOrATemplateException() =>
        Piece(Pieces).Array[0, 8].Select(static pieces => $"{{{{ {string.Join(' ', pieces)} }}}}")
            .Sample(Runs, iter: 20_000);

    [Fact]
    public void AnyFormat_IsPrinted() =>
        Piece("%", "v", "d", "5", "-", "+", "#", "0", ".", "*", "[1]", "[", "]", "s", "q", "x", "é", "T", "f", "g")
            .Array[0, 12].Select(static pieces => string.Concat(pieces)).Sample(format =>
            {
                var data = new Dictionary<string, object?> { ["f"] = format };

                var output = Template.Parse("t", "{{ printf .f 1 \"a\" 1.5 . }}").Execute(data, Token);

                Assert.StartsWith(format.Split('%')[0], output, StringComparison.Ordinal);
            });

    [Fact]
    public void Executions_AtTheSameTime_Agree()
    {
        var template = Template.Parse(
            "t",
            "{{ range $i, $e := .l }}{{ with $x := printf \"%d-%v\" $i $e }}{{ $x | quote }}{{ end }}{{ end }}",
            Options);

        Gen.Int.Array.Sample(numbers =>
        {
            var list = numbers.Select(static number => (object?)number).ToList();
            var data = new Dictionary<string, object?> { ["l"] = list };
            var expected = string.Concat(numbers.Select(static (number, index) => $"\"{index}-{number}\""));

            Parallel.For(0, 4, _ => Assert.Equal(expected, template.Execute(data, Token)));
        });
    }

    [Fact]
    public void Bytes_SurviveAsString() =>
        Gen.Byte.Array.Sample(bytes => GoString.ToBytes(GoString.FromBytes(bytes)).SequenceEqual(bytes)
            && GoString.ByteCount(GoString.FromBytes(bytes)) == bytes.Length);

    [Fact]
    public void Floats_PrintedShortest_AreReadAgain() =>
        Gen.Double.Where(double.IsFinite).Sample(number =>
        {
            var printed = Template.Parse("t", "{{ . }}").Execute(number, Token);

            Assert.Equal(number, double.Parse(printed, CultureInfo.InvariantCulture));
        });

    private static Gen<string> Piece(params string[] pieces) =>
        Gen.Int[0, pieces.Length - 1].Select(index => pieces[index]);

    private static void Runs(string text)
    {
        try
        {
            Template.Parse("t", text, Options).Execute(Data, Token);
        }
        catch (TemplateException exception)
        {
            Assert.StartsWith("template: t:", exception.Message, StringComparison.Ordinal);
        }
    }
}
