namespace Gimlet.Templating.Formatting;

/// <summary>The flags, width and precision of one verb of a format.</summary>
internal record struct FormatSpec
{
    public bool Plus { get; set; }

    public bool Minus { get; set; }

    public bool Sharp { get; set; }

    public bool Space { get; set; }

    public bool Zero { get; set; }

    /// <summary>Whether the verb is <c>%#v</c>: Go syntax, inside maps and lists too.</summary>
    public bool GoSyntax { get; set; }

    /// <summary>How many maps and lists the value is in.</summary>
    public int Depth { get; set; }

    public int? Width { get; set; }

    public int? Precision { get; set; }
}
