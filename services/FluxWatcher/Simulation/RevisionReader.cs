using LibGit2Sharp;

namespace Gimlet.FluxWatcher.Simulation;

/// <summary>Reads the manifests of revisions, each time only those that differ from the revision before.</summary>
internal sealed class RevisionReader(EmbeddedRepository embedded) : IDisposable
{
    private static readonly CompareOptions WithoutRenames = new() { Similarity = SimilarityOptions.None };
    private readonly SortedDictionary<string, string> _errors = new(StringComparer.Ordinal);
    private Repository? _repository;
    private Tree? _read;

    /// <returns>Null while there is no repository, or nothing on its branch.</returns>
    public string? Tip()
    {
        if (_repository is null && !Repository.IsValid(embedded.Path))
        {
            return null;
        }
        _repository ??= new Repository(embedded.Path);
        return _repository.Refs[$"refs/heads/{embedded.Branch}"]?.ResolveToDirectReference()?.TargetIdentifier;
    }

    /// <returns>What is wrong with the first file that cannot be applied; null when all can.</returns>
    public string? FindError(string commit)
    {
        var tree = _repository?.Lookup<Commit>(commit)?.Tree
            ?? throw new NotFoundException($"there is no commit {commit}");
        using var changes = _repository.Diff.Compare<TreeChanges>(_read, tree, WithoutRenames);
        foreach (var change in changes)
        {
            Read(change);
        }
        _read = tree;
        return _errors.Count == 0
            ? null
            : _errors.First() is var first && _errors.Count == 1
                ? $"{first.Key}: {first.Value}"
                : $"{first.Key}: {first.Value} (and {_errors.Count - 1} more files)";
    }

    public void Dispose() => _repository?.Dispose();

    private void Read(TreeEntryChanges change)
    {
        _errors.Remove(change.Path);
        var isManifest = change.Path.EndsWith(".yaml", StringComparison.Ordinal)
            || change.Path.EndsWith(".yml", StringComparison.Ordinal);
        if (isManifest && change.Exists && _repository!.Lookup<Blob>(change.Oid) is { } blob)
        {
            using var text = new StreamReader(blob.GetContentStream());
            if (ManifestFile.FindError(Path.GetFileName(change.Path), text) is { } error)
            {
                _errors[change.Path] = error;
            }
        }
    }
}
