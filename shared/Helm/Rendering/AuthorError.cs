using Gimlet.Templating;

namespace Gimlet.Helm.Rendering;

/// <summary>
/// The errors that a chart's author writes with <c>required</c> and <c>fail</c>. They are marked within the message,
/// which is what remains of an error on its way up through templates, so that it can be shown without that way.
/// </summary>
internal static class AuthorError
{
    private const string Start = "HELM_ERR_START";
    private const string End = "HELM_ERR_END";

    public static FunctionException Create(string message) => new(Start + message + End);

    /// <summary>Finds the author's message in an error; null where there is none.</summary>
    public static string? Find(string error)
    {
        var start = error.IndexOf(Start, StringComparison.Ordinal);
        var end = error.LastIndexOf(End, StringComparison.Ordinal);
        return start < 0 || end < start + Start.Length ? null : error[(start + Start.Length)..end];
    }
}
