namespace Gimlet.Templating.Values;

/// <summary>The characters of a string as Go sees them: code points, and single bytes that are no UTF-8.</summary>
internal readonly ref struct Runes(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;

    public Enumerator GetEnumerator() => new(_text);

    /// <summary>One character.</summary>
    /// <param name="Value">The code point, or the byte.</param>
    /// <param name="IsByte">Whether it is a byte that is no UTF-8.</param>
    /// <param name="Length">Its length in UTF-16 code units.</param>
    public readonly record struct Item(int Value, bool IsByte, int Length)
    {
        public int ByteCount => IsByte ? 1 : Value switch { < 0x80 => 1, < 0x800 => 2, < 0x10000 => 3, _ => 4 };
    }

    public static Item At(ReadOnlySpan<char> text)
    {
        var unit = text[0];
        if (!char.IsSurrogate(unit))
        {
            return new Item(unit, false, 1);
        }

        if (text.Length > 1 && char.IsSurrogatePair(unit, text[1]))
        {
            return new Item(char.ConvertToUtf32(unit, text[1]), false, 2);
        }

        // Any other lone surrogate cannot come from Go; it is what UTF-8 encoders make of it.
        return unit is >= '\uDC80' and <= '\uDCFF' ? new Item(unit - 0xDC00, true, 1) : new Item(0xFFFD, false, 1);
    }

    public ref struct Enumerator(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text;

        public Item Current { get; private set; }

        public bool MoveNext()
        {
            if (_rest.IsEmpty)
            {
                return false;
            }

            Current = At(_rest);
            _rest = _rest[Current.Length..];
            return true;
        }
    }
}
