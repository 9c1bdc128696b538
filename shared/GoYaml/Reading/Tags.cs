namespace Gimlet.GoYaml.Reading;

/// <summary>The tags of YAML's own types, in their short form.</summary>
internal static class Tags
{
    public const string Text = "!!str";
    public const string Bool = "!!bool";
    public const string Int = "!!int";
    public const string Float = "!!float";
    public const string Null = "!!null";
    public const string Timestamp = "!!timestamp";
    public const string Binary = "!!binary";
    public const string Merge = "!!merge";

    /// <summary>What the short form stands for.</summary>
    public const string Prefix = "tag:yaml.org,2002:";

    public static string Shorten(string tag) =>
        tag.StartsWith(Prefix, StringComparison.Ordinal) ? "!!" + tag[Prefix.Length..] : tag;
}
