namespace Gimlet.Templating.Syntax;

internal enum TokenKind
{
    Error,
    Eof,
    Text,
    LeftDelimiter,
    RightDelimiter,
    Space,
    Assign,
    Declare,
    Pipe,
    LeftParen,
    RightParen,
    Character,
    Identifier,
    Field,
    Variable,
    Bool,
    Number,
    Complex,
    CharacterConstant,
    String,
    RawString,

    // What errors show in angle brackets, the keywords and dot, follows; the order does not matter.
    Dot,
    Block,
    Break,
    Continue,
    Define,
    Else,
    End,
    If,
    Nil,
    Range,
    Template,
    With,
}

/// <summary>A piece of the text. <see cref="Value"/> is the message when the kind is an error.</summary>
internal readonly record struct Token(TokenKind Kind, int Position, int Line, string Value)
{
    private const int LongestShown = 10;

    /// <summary>How error messages show the token.</summary>
    public override string ToString() => Kind switch
    {
        TokenKind.Eof => "EOF",
        TokenKind.Error => Value,
        >= TokenKind.Dot => $"<{Value}>",
        _ when Value.Length > LongestShown => $"{GoQuote.Quote(Value[..LongestShown])}...",
        _ => GoQuote.Quote(Value),
    };
}
