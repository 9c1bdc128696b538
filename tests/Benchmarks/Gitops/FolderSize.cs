namespace Gimlet.Benchmarks.Gitops;

/// <summary>What the files of a folder take, in bytes.</summary>
internal static class FolderSize
{
    public static long Of(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
