using System.Text;

namespace Gimlet.Fuzzing;

/// <summary>Makes new inputs out of good ones: bytes changed, pieces moved, words of the languages put in.</summary>
internal sealed class Mutator(Random random)
{
    private const int MostSteps = 5;
    private const int Longest = 256 * 1024;

    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "{{", "}}", "{{-", "-}}", "{{/*", "*/}}", "{{ end }}", "{{ else }}", "{{ range until 1000000000 }}",
            "{{ range $i, $e := . }}", "{{ with . }}", "{{ if . }}", "{{ define \"a\" }}", "{{ template \"a\" . }}",
            "{{ include \"a\" . }}", "{{ tpl \"{{ . }}\" . }}", "{{ block \"a\" . }}", "{{ break }}",
            "{{ . | toYaml }}", "| repeat 1000000000", "| printf \"%099999999d\"", "| regexMatch \"(a+)+$\"",
            "| fromYaml", "| toJson | fromJson", "$x := ", "$x = ", ".Values", ".Chart", ".Files.Glob \"**\"",
            "index . 0", "slice . 1 2", "call .", "nil", "0x7fffffffffffffff", "1e999", "-9223372036854775808",
            "\\u0000", "\"", "'", "`", "(", ")", "[", "]", "{", "}", ":", ": ", "- ", "? ",
            "&a ", "*a", "<<: ", "!!binary ", "!!float ", "|-\n", ">+\n", "---\n", "...\n", "\t", "\r\n", "#",
            "%YAML 1.1\n", "$patch: delete\n", "$patch: replace\n", "$setElementOrder/containers: ",
            "$retainKeys: ", "apiVersion: v1\n", "kind: List\n", "/spec/-", "~1", "../", "./", "/",
            "charts/", "templates/", "\0", "\ud83d\ude00", "\u2028", "\ufeff",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0x1f, 0x8b],
    ];

    public byte[] Mutate(IReadOnlyList<byte[]> seeds)
    {
        var input = seeds[random.Next(seeds.Count)];
        for (var steps = random.Next(1, MostSteps); steps > 0; steps--)
        {
            input = Step(input, seeds[random.Next(seeds.Count)]);
        }

        return input.Length > Longest ? input[..Longest] : input;
    }

    private byte[] Step(byte[] input, byte[] other)
    {
        var (from, to) = Range(input.Length);
        var word = Words[random.Next(Words.Length)];
        return random.Next(7) switch
        {
            0 => Flip(input),
            1 => [.. input[..from], .. input[to..]],
            2 => [.. input[..from], .. word, .. input[from..]],
            3 => [.. input[..from], .. word, .. input[to..]],
            4 => [.. input[..to], .. input[from..to], .. input[to..]],
            5 => Splice(input, from, other),
            _ => [.. input[..from], .. Repeated(random.Next(2) == 0 ? word : input[from..to]), .. input[from..]],
        };
    }

    private byte[] Flip(byte[] input)
    {
        if (input.Length == 0)
        {
            return [(byte)random.Next(256)];
        }

        byte[] flipped = [.. input];
        flipped[random.Next(flipped.Length)] = (byte)random.Next(256);
        return flipped;
    }

    private byte[] Splice(byte[] input, int at, byte[] other)
    {
        var (from, to) = Range(other.Length);
        return [.. input[..at], .. other[from..to], .. input[at..]];
    }

    // Deep nesting and long runs are where parsers break.
    private IEnumerable<byte> Repeated(byte[] piece)
    {
        var count = Math.Min(1 << random.Next(14), Longest / Math.Max(piece.Length, 1));
        return Enumerable.Repeat(piece, count).SelectMany(bytes => bytes);
    }

    private (int From, int To) Range(int length)
    {
        var from = random.Next(length + 1);
        return (from, Math.Min(length, from + (1 << random.Next(10))));
    }
}
