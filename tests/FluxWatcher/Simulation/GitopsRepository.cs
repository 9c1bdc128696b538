using Gimlet.FluxWatcher.Simulation;
using LibGit2Sharp;

namespace Gimlet.FluxWatcher.Tests.Simulation;

/// <summary>A bare repository on disk that a test commits to.</summary>
internal sealed class GitopsRepository : IDisposable
{
    public const string Manifest = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n";
    private static readonly Signature Author = new("test", "test@example.com", DateTimeOffset.UnixEpoch);
    private readonly TemporaryDirectory _directory = new();
    private readonly Repository _repository;

    public GitopsRepository()
    {
        Embedded = new(Path.Combine(_directory.Path, EmbeddedRepository.Folder), "file:///gitops", "main");
        _repository = new(Repository.Init(Embedded.Path, isBare: true));
    }

    public EmbeddedRepository Embedded { get; }

    public string DataPath => _directory.Path;

    /// <summary>Writes one file, or removes it when there is no content, and moves the branch.</summary>
    public string Commit(string path, string? content)
    {
        var reference = _repository.Refs["refs/heads/main"];
        var parent = reference is null ? null : _repository.Lookup<Commit>(reference.TargetIdentifier);
        var definition = parent is null ? new TreeDefinition() : TreeDefinition.From(parent);
        if (content is null)
        {
            definition.Remove(path);
        }
        else
        {
            using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content));
            definition.Add(path, _repository.ObjectDatabase.CreateBlob(stream), Mode.NonExecutableFile);
        }
        var tree = _repository.ObjectDatabase.CreateTree(definition);
        var commit = _repository.ObjectDatabase.CreateCommit(
            Author, Author, $"{path}\n", tree, parent is null ? [] : [parent], prettifyMessage: false);
        _repository.Refs.Add("refs/heads/main", commit.Id, allowOverwrite: true);
        return commit.Sha;
    }

    public void Dispose()
    {
        _repository.Dispose();
        _directory.Dispose();
    }
}
