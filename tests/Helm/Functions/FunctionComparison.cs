using System.Text;
using System.Text.Json;
using Gimlet.Helm.Functions;
using Gimlet.Templating;
using Gimlet.Templating.Values;
using Gimlet.Testing.Helm;

namespace Gimlet.Helm.Tests.Functions;

/// <summary>
/// Generated texts and numbers through sprig's functions here and in the real helm, one process for each template. SEED
/// in the environment generates others.
/// </summary>
public sealed class FunctionComparison
{
    private const int Count = 1500;

    private static readonly string[] Fragments =
    [
        "a", "b", "Z", "Ab", "HTTP", "1", "20", "-", "_", " ", "  ", ".", "/", "..", ":", "@", "?", "#", "%41", "é",
        "日", "x", "foo", "bar baz", "\n", "\t", ",", "=", "$", "(", ")", "[", "]", "*", "+", "v1", "1.2", "~", "^",
        ">=", "http://",
    ];

    private static readonly string[] TextTemplates =
    [
        "{{ snakecase . }}|{{ kebabcase . }}|{{ camelcase . }}|{{ swapcase . }}|{{ title . }}|{{ untitle . }}",
        "{{ initials . }}|{{ nospace . }}|{{ wrap 7 . }}|{{ wrapWith 5 \"|\" . }}|{{ abbrev 9 . }}",
        "{{ abbrevboth 5 10 . }}|{{ trunc 4 . | b64enc }}|{{ trunc -4 . | b64enc }}",
        "{{ base . }}|{{ dir . }}|{{ clean . }}|{{ ext . }}|{{ isAbs . }}",
        "{{ split \"a\" . | toJson }}|{{ splitn \" \" 2 . | toJson }}|{{ splitList \"\" . | toJson }}",
        "{{ trimAll \"ab \" . }}|{{ regexQuoteMeta . }}|{{ regexMatch . \"foo\" }}|{{ durationRound . }}",
        "{{ b32enc . }}|{{ b32dec . }}|{{ b64dec . | b64enc }}|{{ adler32sum . }}|{{ sha1sum . }}",
        "{{ int . }}|{{ int64 . }}|{{ float64 . }}|{{ atoi . }}|{{ toDecimal . }}|{{ quote . }}|{{ cat . . }}",
        "{{ regexFindAll \"[a-z]+\" . -1 | toJson }}|{{ regexSplit \"[ab]*\" . -1 | toJson }}",
        "{{ regexReplaceAll \"(.)a\" . \"$1<${1}x>\" }}|{{ regexReplaceAll \"b*\" . \"-\" }}",
        "{{ regexFind \"(?U)a.*b\" . }}|{{ regexFind \"(?i)[^a-f]+h\" . }}|{{ squote . }}|{{ toJson . }}",
    ];

    private static readonly string[] NumberTemplates =
    [
        "{{ . }}|{{ printf \"%v %g %e %f %.3f %8.2e %x %b %#g %G\" . . . . . . . . . . }}|{{ toJson . }}",
        "{{ round . 2 }}|{{ ceil . }}|{{ floor . }}|{{ int64 . }}|{{ addf . 0.1 }}|{{ mulf . 1.1 }}|{{ divf . 3 }}",
        "{{ max . 5 }}|{{ minf . 5 }}|{{ add1 . }}|{{ add1f . }}|{{ subf . 0.7 }}|{{ toToml (dict \"a\" .) }}",
        "{{ printf \"%6.1f|%-9g|%+.2e|%09.3f|%.2x|%.5g\" . . . . . . }}",
    ];

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("SEED"), out var seed) ? seed : 1;

    public static TheoryData<string, bool> Templates() =>
    [
        .. TextTemplates.Select(static template => (template, true)),
        .. NumberTemplates.Select(static template => (template, false)),
    ];

    [Theory]
    [MemberData(nameof(Templates))]
    public void Functions_OfGeneratedArguments_GiveWhatHelmGives(string template, bool isText)
    {
        HelmOracle.Require();
        using var oracle = new HelmOracle();
        var random = new Random(Seed);
        var arguments = Enumerable.Range(0, Count)
            .Select(_ => isText ? NextText(random) : (object)NextNumber(random)).ToList();
        var parsed = Template.Parse("t", template, new TemplateOptions { Functions = HelmFunctions.All });

        var data = arguments.Select(static item => JsonSerializer.Serialize(item)).ToList();
        var expected = oracle.ExecuteEach(template, data);

        Assert.All(arguments.Zip(expected), pair => Assert.Equal(
            pair.Second, AsUtf8(parsed.Execute(pair.First, TestContext.Current.CancellationToken))));
    }

    // Functions that cut characters apart leave bytes, which what helm wrote was read without.
    private static string AsUtf8(string text) => Encoding.UTF8.GetString(GoString.ToBytes(text));

    private static string NextText(Random random) => string.Concat(
        Enumerable.Range(0, random.Next(8)).Select(_ => Fragments[random.Next(Fragments.Length)]));

    private static double NextNumber(Random random) => random.Next(4) switch
    {
        0 => random.Next(-1000, 1000),
        1 => random.Next(-100000, 100000) / 100.0,
        2 => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-12, 25)),
        _ => random.NextInt64(),
    };
}
