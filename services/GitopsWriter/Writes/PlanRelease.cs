using System.Text;
using Gimlet.Contracts;
using Gimlet.GitopsWriter.Rendering;
using Gimlet.GitopsWriter.Repositories;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>Puts the rendered files of a release in the place of the app's directory.</summary>
internal static class PlanRelease
{
    public static void Run(BatchPlan plan, ReleaseWrite write, PendingWrite rendered, TimeProvider clock)
    {
        var directory = WriteFiles(plan.Clone, rendered.Files ?? []);
        var sha = plan.StateOf(write).Sha;
        var present = plan.Clone.ReadTree(plan.FindApp(write));

        // release.json has the time and the artifact in it: it would differ for the same files.
        if (sha.Length > 0 && TreeObject.Without(present, ReleaseFile.FileName).AsSpan().SequenceEqual(directory))
        {
            plan.Keep(write, sha);
            return;
        }

        var release = new ReleaseFile
        {
            App = write.App,
            Env = write.Env,
            ArtifactId = write.ArtifactId,
            TriggeredBy = write.TriggeredBy,
            Version = write.Version,
            Created = UnixMicroseconds.ToSeconds(UnixMicroseconds.Now(clock)),
        }.ToString();
        var blob = plan.Clone.WriteBlob(Encoding.UTF8.GetBytes(release));
        directory = TreeObject.With(directory, ReleaseFile.FileName, TreeObject.File, blob);
        plan.Commit(write, plan.Clone.WriteTree(directory), release, rendered.Objects);
    }

    private static byte[] WriteFiles(Clone clone, IReadOnlyList<RenderedFile> files)
    {
        var tree = Array.Empty<byte>();
        foreach (var (name, content) in files)
        {
            if (!IsFileName(name))
            {
                throw new WriteRejectedException($"The release renders a file named '{name}', which cannot be written");
            }

            if (TreeObject.Find(tree, name) is not null)
            {
                throw new WriteRejectedException($"The release renders two files named '{name}'");
            }

            var blob = clone.WriteBlob(Encoding.UTF8.GetBytes(content));
            tree = TreeObject.With(tree, name, TreeObject.File, blob);
        }

        return tree;
    }

    private static bool IsFileName(string name) =>
        name.Length is > 0 and <= 255 && name is not ("." or ".." or ReleaseFile.FileName)
        && !name.Equals(".git", StringComparison.OrdinalIgnoreCase)
        && !name.Any(character => character is '/' or '\\' || char.IsControl(character));
}
