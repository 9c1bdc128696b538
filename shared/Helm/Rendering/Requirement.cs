namespace Gimlet.Helm.Rendering;

/// <summary>A declared dependency of a chart that is being rendered.</summary>
/// <param name="Declaration">What the chart declares.</param>
internal sealed record Requirement(ChartDependency Declaration)
{
    /// <summary>The name that the chart below has: its alias, if any.</summary>
    public string Name => Declaration.Alias.Length > 0 ? Declaration.Alias : Declaration.Name;

    public bool IsEnabled { get; set; } = true;

    /// <summary>The tables that the parent takes from the child; a name alone stands for one of its exports.</summary>
    public IEnumerable<(string Child, string Parent)> Imports
    {
        get
        {
            foreach (var import in Declaration.ImportValues)
            {
                if (import is string name)
                {
                    yield return ($"exports.{name}", ".");
                }
                else if (import is IReadOnlyDictionary<string, object?> pair)
                {
                    yield return (Text(pair, "child"), Text(pair, "parent"));
                }
            }
        }
    }

    private static string Text(IReadOnlyDictionary<string, object?> pair, string key) =>
        pair.GetValueOrDefault(key)?.ToString() ?? "<nil>";
}
