namespace Gimlet.GoYaml.Scanning;

internal enum TokenKind
{
    StreamEnd,
    VersionDirective,
    TagDirective,
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias,
    Anchor,
    Tag,
    Scalar,
}

/// <summary>One token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it starts.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Text">The value of a scalar, the name of an anchor, the handle of a tag, the version.</param>
/// <param name="Suffix">The rest of a tag, or the prefix of a tag directive.</param>
/// <param name="IsPlain">Whether a scalar is without quotes and indicators.</param>
internal readonly record struct Token(
    TokenKind Kind, Mark Start, Mark End, string Text = "", string Suffix = "", bool IsPlain = false);
