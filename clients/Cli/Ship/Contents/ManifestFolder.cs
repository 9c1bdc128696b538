namespace Gimlet.Cli.Ship.Contents;

/// <summary>The folder <c>.gimlet</c> of a checkout: manifests, and variables in the file <c>vars</c>.</summary>
internal sealed class ManifestFolder(string checkout)
{
    private const string VariablesName = "vars";

    private readonly string _folder = Path.Combine(checkout, ".gimlet");

    /// <summary>Paths of all its files but the variables and hidden ones, in the order of their names.</summary>
    public IReadOnlyList<string> Manifests() => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder)
            .Where(path => Path.GetFileName(path) is var name && name != VariablesName && !name.StartsWith('.'))
            .Order(StringComparer.Ordinal)
            .Select(Checked)]
        : [];

    /// <summary>Path of the file with variables, if there is one.</summary>
    public string? VariablesFile() =>
        Path.Combine(_folder, VariablesName) is var path && File.Exists(path) ? Checked(path) : null;

    // A pull request can make anything a link, and what it links to would be shipped where its author can read it.
    private string Checked(string path)
    {
        foreach (var part in (string[])[_folder, path])
        {
            if (new FileInfo(part).LinkTarget is not null)
            {
                throw new CliException(
                    $"{Path.GetRelativePath(checkout, part)} is a symbolic link, and only plain files are shipped.");
            }
        }

        return path;
    }
}
