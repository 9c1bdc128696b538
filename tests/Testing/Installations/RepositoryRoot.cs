namespace Gimlet.Testing.Installations;

/// <summary>Finds what the tests did not build themselves, from wherever they run.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Find();

    /// <summary>The program of a service, from the same configuration that the tests were built with.</summary>
    public static string ProgramOf(string service) =>
        System.IO.Path.Combine(Path, "services", service, "bin", Configuration, "net10.0", $"Gimlet.{service}.dll");

    private static string Configuration =>
        new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name is "Release" ? "Release" : "Debug";

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Gimlet.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests must run from within the repository");
    }
}
