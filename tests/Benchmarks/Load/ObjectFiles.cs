using System.Globalization;
using Gimlet.Testing.Installations;

namespace Gimlet.Benchmarks.Load;

/// <summary>The files in which git repositories keep their objects.</summary>
/// <param name="Loose">Objects with a file of their own.</param>
/// <param name="Packs">Packs.</param>
/// <param name="Megabytes">Size of all of them.</param>
internal sealed record ObjectFiles(int Loose, int Packs, double Megabytes)
{
    public static ObjectFiles Most(ObjectFiles one, ObjectFiles other) => new(
        Math.Max(one.Loose, other.Loose),
        Math.Max(one.Packs, other.Packs),
        Math.Max(one.Megabytes, other.Megabytes));

    /// <summary>Those of the writers' clones together; a remote on the same disk needs none.</summary>
    public static ObjectFiles OfClones(Installation installation) => Directory
        .GetDirectories(installation.Folder, "data*")
        .Select(data => Path.Combine(data, "repositories"))
        .Where(Directory.Exists)
        .SelectMany(Directory.GetDirectories)
        .Select(Count)
        .Aggregate(new ObjectFiles(0, 0, 0), (all, one) => new ObjectFiles(
            all.Loose + one.Loose, all.Packs + one.Packs, all.Megabytes + one.Megabytes));

    /// <summary>Those of one repository. Files come and go meanwhile: what is gone is not counted.</summary>
    public static ObjectFiles Count(string repository)
    {
        var objects = new DirectoryInfo(Path.Combine(repository, "objects"));
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        var (loose, packs, bytes) = (0, 0, 0L);
        foreach (var file in objects.Exists ? objects.EnumerateFiles("*", options) : [])
        {
            loose += file.Directory!.Name.Length == 2 ? 1 : 0;
            packs += file.Extension == ".pack" ? 1 : 0;
            bytes += SizeOf(file);
        }

        return new ObjectFiles(loose, packs, bytes / 1024.0 / 1024);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Loose} loose objects, {Packs} packs, {Megabytes:0.0} MB");

    private static long SizeOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
