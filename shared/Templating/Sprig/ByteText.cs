using System.Text;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Sprig;

/// <summary>For functions of Go that cut strings by bytes: each byte as a character, and back.</summary>
internal static class ByteText
{
    public static string Of(string text) =>
        Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(GoString.ToBytes(text));

    public static string ToText(string bytes) =>
        Ascii.IsValid(bytes) ? bytes : GoString.FromBytes(Encoding.Latin1.GetBytes(bytes));
}
