using Gimlet.Testing.Installations;

namespace Gimlet.Fuzzing;

/// <summary>Good inputs, from the tests and samples of this repository.</summary>
internal static class Corpus
{
    public static IReadOnlyList<byte[]> Files(string folder, params ReadOnlySpan<string> extensions)
    {
        var wanted = extensions.ToArray();
        var path = Path.Combine(RepositoryRoot.Path, folder);
        var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => wanted.Contains(Path.GetExtension(file)))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes)
            .ToList();
        return files.Count > 0 ? files : throw new InvalidOperationException($"There are no seeds in {path}");
    }
}
