using System.Text.Json.Nodes;
using CsCheck;

namespace Gimlet.Manifests.Tests;

/// <summary>A value never changes the structure of the raw YAML around it.</summary>
public sealed class StructureGuardTests
{
    private const string Plain = "apiVersion: v1\nkind: A\nname: {{ .X }}\nnext: {{ .Y }}\n";
    private const string Image = "apiVersion: v1\nkind: A\nimage: {{ .X }}:{{ .Y }}\n";
    private const string DoubleQuoted = "apiVersion: v1\nkind: A\nlist: [\"{{ .X }}\", \"{{ .Y }}\"]\n";
    private const string SingleQuoted = "apiVersion: v1\nkind: A\nlist: ['{{ .X }}', '{{ .Y }}']\n";
    private const string Flow = "apiVersion: v1\nkind: A\nlist: [{{ .X }}, {a: {{ .Y }}}]\n";
    private const string Block = "apiVersion: v1\nkind: A\ndata: |\n  {{ .X }}\n  # no comment\n  key: {{ .Y }}\n";
    private const string Comment = "apiVersion: v1\nkind: A\n# {{ .X }} {{ .Y }}\n";
    private const string Key = "apiVersion: v1\nkind: A\nbase: &base {a: 1}\nuse:\n  {{ .X }}: *base\n  b: {{ .Y }}\n";
    private const string LineStart = "apiVersion: v1\nkind: A\na:\n  b: 1\n{{ .X }}c: {{ .Y }}\n";
    private const string DocumentEnd = "apiVersion: v1\nkind: A\n--{{ .X }}: {{ .Y }}\n";

    public static TheoryData<string, string> Harmful { get; } = new()
    {
        { Plain, "a\nevil: true" },
        { Plain, "a\r\nevil: true" },
        { Plain, "a\rnext2: true" },
        { Plain, "a\u0085evil: true" },
        { Plain, "a\u2028evil: true" },
        { Plain, "a: b" },
        { Plain, "a:" },
        { Plain, "a #b" },
        { Plain, "# swallowed" },
        { Plain, "*alias" },
        { Plain, "&anchor a" },
        { Plain, "!tag a" },
        { Plain, "!!binary aGk=" },
        { Plain, "|" },
        { Plain, ">" },
        { Plain, "[a, b]" },
        { Plain, "{a: b}" },
        { Plain, "\"quoted\"" },
        { Plain, "'quoted'" },
        { Plain, "\"open" },
        { Plain, "'open" },
        { Plain, "@reserved" },
        { Plain, "`reserved" },
        { Plain, "%a\n---\nb: c" },
        { Plain, "- a" },
        { Plain, "-" },
        { Plain, "? a" },
        { Plain, "a\n---\napiVersion: v1\nkind: Evil" },
        { Plain, "a\n...\n" },
        { Image, "a #" },
        { Image, "a: b" },
        { DoubleQuoted, "a\", \"b" },
        { DoubleQuoted, "\\" },
        { DoubleQuoted, "a\"" },
        { DoubleQuoted, "\"]\nevil: [\"" },
        { SingleQuoted, "a', 'b" },
        { SingleQuoted, "a'" },
        { Flow, "a, b" },
        { Flow, "a]\nevil: [b" },
        { Flow, "a}" },
        { Flow, "a: b" },
        { Block, "a\nevil: true\nd: |" },
        { Block, "a\nevil: true" },
        { Block, "    indented" },
        { Comment, "a\nevil: true" },
        { Comment, "a\n---\napiVersion: v1\nkind: Evil\n#" },
        { Key, "<<" },
        { Key, "b: 1\n  c" },
        { Key, "? a" },
        { LineStart, "  " },
        { LineStart, "d: 1\n" },
        { LineStart, "---\n" },
        { DocumentEnd, "- a" },
        { DocumentEnd, "-\n" },
    };

    [Theory]
    [MemberData(nameof(Harmful))]
    public void Resolve_ValueThatChangesTheStructure_IsRefused(string manifests, string value)
    {
        var error = Assert.Throws<ManifestException>(() => Resolve(manifests, value, "harmless"));

        Assert.Equal(
            "manifests: the value of X changes the structure of the YAML around it; let the template quote it",
            error.Message);
    }

    public static TheoryData<string, string> Harmless { get; } = new()
    {
        { Plain, "feature/x-1.2_3" },
        { Plain, "https://host:8080/a?b=c&d=%20#e" },
        { Plain, "a#b" },
        { Plain, "12:30" },
        { Plain, "fix the \"thing\" (it's broken), again!" },
        { Plain, "" },
        { Plain, "true" },
        { Plain, "ünï😀" },
        { Plain, "-1" },
        { Plain, "a[0]" },
        { DoubleQuoted, "a: b # c, [d] {e} 'f' *g &h !i | > - ?" },
        { SingleQuoted, "a: b # c, [d] {e} \"f\" \\ *g &h !i | > - ?" },
        { Block, "a: b # c, [d] \"e\" 'f' \\" },
        { Block, "a\n  b: c\n  # d" },
        { Comment, "a: b # c \"" },
        { "apiVersion: v1\nkind: A\na: {{ .X | quote }} # {{ .Y }}\n", "a\nb: \"c\" # \\" },
        { "apiVersion: v1\nkind: A\na: {{ .X | b64enc }} # {{ .Y }}\n", "a\nb: \"c\" # \\" },
        { "apiVersion: v1\nkind: A\na: |\n{{ .X | indent 4 }}\nb: {{ .Y }}\n", "a\nb: \"c\" # \\\n" },
        { "apiVersion: v1\nkind: A\na: {{ .X | sanitizeDNSName }}{{ .Y }}\n", "a\nb: \"c\" # \\" },
        { "apiVersion: v1\nkind: A\na: {{ index (splitList \":\" .X) 1 }}{{ .Y }}\n", "repo/app:v1" },
        { "apiVersion: v1\nkind: A\n{{ if .X }}a: {{ .Y }}{{ end }}\n", "- a: b" },
    };

    [Theory]
    [MemberData(nameof(Harmless))]
    public void Resolve_ValueThatStaysAValue_IsTaken(string manifests, string value)
    {
        var resolved = Resolve(manifests, value, "harmless").Manifests!;

        Assert.NotEqual(manifests, resolved);
        Assert.NotEmpty(RawManifests.Parse(resolved));
    }

    [Theory]
    [InlineData(DoubleQuoted, "\\", ", \"")]
    [InlineData(Flow, "[", "]")]
    [InlineData(Plain, "\"", "\"")]
    public void Resolve_ValuesThatBreakTheStructureTogether_AreRefused(string manifests, string x, string y)
    {
        var error = Assert.Throws<ManifestException>(() => Resolve(manifests, x, y));

        Assert.Contains("changes the structure", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("manifests: the value of X", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_TemplateThatNeedsTheValueAsItIs_SaysSo()
    {
        const string Manifests = "apiVersion: v1\nkind: A\na: {{ index (splitList \", \" .X) 1 }}\n";

        var error = Assert.Throws<ManifestException>(() => Resolve(Manifests, "a, b", ""));

        Assert.StartsWith(
            "manifests: it cannot be made sure that the value of X keeps the structure",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_Patches_AreGuardedToo()
    {
        var variables = new Dictionary<string, string> { ["X"] = "a\nevil: true" };
        var merge = Manifest() with { StrategicMergePatches = "a: {{ .X }}" };
        var json = Manifest() with { Json6902Patches = [new() { Patch = "a: {{ .X }}", Target = new() }] };

        var mergeError = Assert.Throws<ManifestException>(() => Resolve(merge, variables));
        var jsonError = Assert.Throws<ManifestException>(() => Resolve(json, variables));

        Assert.StartsWith("strategicMergePatches: the value of X", mergeError.Message, StringComparison.Ordinal);
        Assert.StartsWith("json6902Patches[0].patch: the value of X", jsonError.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_AnyValue_KeepsDocumentsAndKeys()
    {
        string[] templates = [Plain, Image, DoubleQuoted, SingleQuoted, Flow, Block, Comment, LineStart, DocumentEnd];
        var piece = Gen.OneOf(
            "a", "b", "1", " ", "  ", "\n", "\n  ", "\t", ":", ": ", "#", " #", "-", "- ", "---", "\n---\n", "...",
            "&a", "*a", "!a", "|", ">", "%", "@", "`", "\"", "'", "\\", "[", "]", "{", "}", ",", ", ", "?", "? ", "<<",
            "\r", "\u2028");
        var value = Gen.Select(piece.Array[0, 5], string.Concat);
        var taken = 0;

        Gen.Select(Gen.OneOf(templates), value, value).Sample(
            (template, x, y) =>
            {
                string resolved;
                try
                {
                    resolved = Resolve(template, x, y).Manifests!;
                }
                catch (ManifestException)
                {
                    return;
                }

                if (x.Length > 0 && y.Length > 0)
                {
                    Interlocked.Increment(ref taken);
                    Assert.Equal(Skeleton(Resolve(template, "q", "q").Manifests!), Skeleton(resolved));
                }
            },
            iter: 20_000);

        Assert.True(taken > 500, $"only {taken} values were taken");
    }

    /// <summary>Where values are; keys by their place, because harmless values may make them.</summary>
    private static IEnumerable<string> Skeleton(string yaml)
    {
        return RawManifests.Parse(yaml).SelectMany(document => Paths(document.Content, $"{document.Number}"));
    }

    private static IEnumerable<string> Paths(JsonNode? node, string path)
    {
        return node switch
        {
            JsonObject mapping =>
                mapping.SelectMany((entry, index) => Paths(entry.Value, $"{path}.{index}")),
            JsonArray list =>
                list.SelectMany((item, index) => Paths(item, $"{path}[{index}]")),
            _ => [path],
        };
    }

    private static Manifest Resolve(string manifests, string x, string y)
    {
        var variables = new Dictionary<string, string> { ["X"] = x, ["Y"] = y };
        return Resolve(Manifest() with { Manifests = manifests }, variables);
    }

    private static Manifest Resolve(Manifest manifest, Dictionary<string, string> variables)
    {
        return ManifestVariables.Resolve(manifest, variables, TestContext.Current.CancellationToken);
    }

    private static Manifest Manifest()
    {
        return new Manifest { App = "demo", Env = "staging" };
    }
}
