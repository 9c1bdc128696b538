namespace Gimlet.Templating.Values;

/// <summary>The kinds of Go's reflect package, the sizes of numbers aside.</summary>
internal enum GoKind
{
    Invalid,
    Bool,
    Int,
    Uint,
    Float,
    String,
    Slice,
    Map,
    Func,
    Struct,
}
