using System.Globalization;
using System.Text;

namespace Gimlet.Policy.Requests;

/// <summary>Joins remarks to a text of bounded length.</summary>
internal static class StatusDescription
{
    private const int MaxLength = 2000;

    public static string Join(IReadOnlyList<string> remarks)
    {
        var text = new StringBuilder();
        for (var i = 0; i < remarks.Count; i++)
        {
            if (i > 0 && text.Length + remarks[i].Length > MaxLength)
            {
                return text.Append(CultureInfo.InvariantCulture, $"; and {remarks.Count - i} more").ToString();
            }

            text.Append(i > 0 ? "; " : "").Append(remarks[i]);
        }

        return text.ToString();
    }
}
