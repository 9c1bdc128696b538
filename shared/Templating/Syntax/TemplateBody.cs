using System.Text;

namespace Gimlet.Templating.Syntax;

/// <summary>One named template: its tree and what executing it needs to know.</summary>
/// <param name="Name">The name it is invoked by.</param>
/// <param name="SourceName">The name of the text that it was found in.</param>
/// <param name="Source">That text.</param>
/// <param name="Root">The tree.</param>
/// <param name="VariableCount">The most variables that are alive at the same time, <c>$</c> included.</param>
internal sealed record TemplateBody(string Name, string SourceName, string Source, ListNode Root, int VariableCount)
{
    public bool IsEmpty => Root.IsEmpty;

    /// <summary>The line, from 1, and the byte in the line, from 0, of a position: what Go's errors give.</summary>
    public (int Line, int Column) Locate(int position)
    {
        var before = Source.AsSpan(0, position);
        return (before.Count('\n') + 1, Encoding.UTF8.GetByteCount(before[(before.LastIndexOf('\n') + 1)..]));
    }
}
