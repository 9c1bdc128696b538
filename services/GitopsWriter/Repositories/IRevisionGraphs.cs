namespace Gimlet.GitopsWriter.Repositories;

/// <summary>The graphs of every configured repository.</summary>
internal interface IRevisionGraphs
{
    /// <summary>One per repository and branch.</summary>
    IReadOnlyList<IRevisionGraph> All { get; }

    /// <summary>The graph that releases of this environment are written to.</summary>
    IRevisionGraph For(string env);
}
