using System.Security.Cryptography;
using Gimlet.Templating.Values;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>The random functions of sprig's strings.go, numeric.go and crypto.go.</summary>
internal static class RandomFunctions
{
    private const string Digits = "0123456789";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly string Printable =
        string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(static code => (char)code));

    public static FunctionMap Map { get; } = new()
    {
        { "randAlphaNum", [Int], static (context, arguments) => Pick(context, arguments.Int(0), Letters + Digits) },
        { "randAlpha", [Int], static (context, arguments) => Pick(context, arguments.Int(0), Letters) },
        { "randNumeric", [Int], static (context, arguments) => Pick(context, arguments.Int(0), Digits) },
        { "randAscii", [Int], static (context, arguments) => Pick(context, arguments.Int(0), Printable) },
        { "randBytes", [Int], static (context, arguments) => PickBytes(context, arguments.Int(0)) },
        { "randInt", [Int, Int], static (_, arguments) => PickNumber(arguments.Int(0), arguments.Int(1)) },
        { "uuidv4", [], static (_, _) => Guid.NewGuid().ToString() },
        { "shuffle", [Text], static (_, arguments) => Shuffle(arguments.Text(0)) },
    };

    private static string Pick(CallContext context, long count, string characters)
    {
        context.Reserve(count);
        return count <= 0 ? "" : RandomNumberGenerator.GetString(characters, (int)count);
    }

    private static string PickBytes(CallContext context, long count)
    {
        if (count < 0)
        {
            throw new FunctionException("runtime error: makeslice: len out of range");
        }

        context.Reserve(count * 2);
        return Convert.ToBase64String(RandomNumberGenerator.GetBytes((int)count));
    }

    private static object PickNumber(long least, long end) => end > least
        ? GoInteger.Box(Random.Shared.NextInt64(least, end))
        : throw new FunctionException("invalid argument to Intn");

    private static string Shuffle(string text)
    {
        var runes = new List<string>();
        var position = 0;
        foreach (var rune in new Runes(text))
        {
            runes.Add(text.Substring(position, rune.Length));
            position += rune.Length;
        }

        var shuffled = runes.ToArray();
        Random.Shared.Shuffle(shuffled);
        return string.Concat(shuffled);
    }
}
