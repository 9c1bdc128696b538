using System.Buffers;
using System.Globalization;

namespace Gimlet.Templating.Execution;

/// <summary>A growing text in pooled memory that refuses to grow beyond a limit.</summary>
internal sealed class TextBuffer(int limit) : IDisposable
{
    private const int FirstLength = 1024;

    private char[] _units = ArrayPool<char>.Shared.Rent(Math.Min(FirstLength, Math.Max(limit, 1)));

    public int Length { get; private set; }

    public ReadOnlySpan<char> Written => _units.AsSpan(0, Length);

    public void Append(ReadOnlySpan<char> text)
    {
        text.CopyTo(Reserve(text.Length));
        Length += text.Length;
    }

    public void Append(char unit)
    {
        Reserve(1)[0] = unit;
        Length++;
    }

    public void Append(char unit, int count)
    {
        Reserve(count)[..count].Fill(unit);
        Length += count;
    }

    public void Append(long number)
    {
        const int longest = 20;
        number.TryFormat(Reserve(longest), out var written, provider: CultureInfo.InvariantCulture);
        Length += written;
    }

    public void Clear() => Length = 0;

    public void Dispose()
    {
        var units = _units;
        _units = [];
        Length = 0;
        ArrayPool<char>.Shared.Return(units);
    }

    public override string ToString() => new(Written);

    private Span<char> Reserve(int count)
    {
        var needed = (long)Length + count;
        if (needed > _units.Length)
        {
            Grow(needed);
        }

        return _units.AsSpan(Length);
    }

    private void Grow(long needed)
    {
        if (needed > limit)
        {
            throw new OutputLimitException(limit);
        }

        var larger = ArrayPool<char>.Shared.Rent((int)Math.Min(Math.Max(needed, _units.Length * 2L), limit));
        Written.CopyTo(larger);
        ArrayPool<char>.Shared.Return(_units);
        _units = larger;
    }
}
