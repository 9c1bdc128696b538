namespace Gimlet.Deployment.Tests;

/// <summary>Services by the name that they are deployed under: gitops-writer is services/GitopsWriter.</summary>
internal static class ServiceFolders
{
    public static IReadOnlyList<string> All { get; } = Directory.EnumerateDirectories(SourceTree.At("services"))
        .Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal).ToList();

    public static string Of(string deployed)
    {
        var name = deployed.Replace("-", "", StringComparison.Ordinal);
        return All.Single(folder => string.Equals(folder, name, StringComparison.OrdinalIgnoreCase));
    }
}
