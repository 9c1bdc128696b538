namespace Gimlet.GitopsWriter.Repositories;

/// <summary>The graphs of every configured repository.</summary>
internal interface IRevisionGraphs
{
    /// <summary>One per repository and branch.</summary>
    IReadOnlyList<IRevisionGraph> All { get; }

    /// <summary>The graph of the repository that an environment is written to; null when none is configured.</summary>
    IRevisionGraph? For(string env);
}
