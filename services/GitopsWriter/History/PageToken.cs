using System.Buffers.Text;

namespace Gimlet.GitopsWriter.History;

/// <summary>
/// Says where a page ended: the hash of its last commit, which means the same after a rebuild, as positions do not.
/// </summary>
internal static class PageToken
{
    public static string Format(string sha) => Base64Url.EncodeToString(Convert.FromHexString(sha));

    /// <exception cref="PageTokenException">It is none that a list gave.</exception>
    public static string Parse(string token)
    {
        try
        {
            return Convert.ToHexStringLower(Base64Url.DecodeFromChars(token));
        }
        catch (FormatException)
        {
            throw new PageTokenException();
        }
    }
}

/// <summary>A page cannot begin where it was asked to.</summary>
internal sealed class PageTokenException() : Exception("cursor (page_token) is none that this list gave");

/// <summary>A part of a list.</summary>
/// <param name="Items">In the order of the list.</param>
/// <param name="NextToken">Where the next page begins; empty on the last one.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string NextToken)
{
    /// <summary>From one item more than the page may have, which tells whether there is another page.</summary>
    public static Page<T> Of(IReadOnlyList<T> items, int limit, Func<T, string> shaOf) => items.Count > limit
        ? new([.. items.Take(limit)], PageToken.Format(shaOf(items[limit - 1])))
        : new(items, "");
}
