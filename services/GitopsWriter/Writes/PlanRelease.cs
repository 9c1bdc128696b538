using System.Text;
using Gimlet.Contracts;
using Gimlet.GitopsWriter.Packs;
using Gimlet.GitopsWriter.Rendering;
using Gimlet.GitopsWriter.Repositories;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>Puts the rendered files of a release in the place of the app's directory.</summary>
internal static class PlanRelease
{
    public static void Run(BatchPlan plan, ReleaseWrite write, PendingWrite rendered, TimeProvider clock)
    {
        var files = ReadFiles(rendered.Files ?? []);
        var directory = files.Aggregate(
            TreeObject.Empty, (tree, file) => tree.With(file.Name, TreeObject.File, file.Id));
        var sha = plan.StateOf(write).Sha;
        var present = plan.Tree.Read(plan.FindApp(write));

        // release.json has the time and the artifact in it: it would differ for the same files.
        if (sha.Length > 0 && present.Without(ReleaseFile.FileName).Content.AsSpan().SequenceEqual(directory.Content))
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
        foreach (var file in files.Where(file => present.Find(file.Name)?.Id != file.Id))
        {
            plan.Tree.Objects.Add(ObjectKind.Blob, file.Content);
        }

        var releaseFile = plan.Tree.Objects.Add(ObjectKind.Blob, Encoding.UTF8.GetBytes(release));
        directory = directory.With(ReleaseFile.FileName, TreeObject.File, releaseFile);
        plan.Commit(write, plan.Tree.Add(directory, present), release, rendered.Objects);
    }

    private static List<(string Name, byte[] Content, ObjectId Id)> ReadFiles(IReadOnlyList<RenderedFile> rendered)
    {
        var files = new List<(string Name, byte[] Content, ObjectId Id)>(rendered.Count);
        foreach (var (name, text) in rendered)
        {
            if (!IsFileName(name))
            {
                throw new WriteRejectedException($"The release renders a file named '{name}', which cannot be written");
            }

            if (files.Exists(file => file.Name == name))
            {
                throw new WriteRejectedException($"The release renders two files named '{name}'");
            }

            var content = Encoding.UTF8.GetBytes(text);
            files.Add((name, content, ObjectHash.Of(ObjectKind.Blob, content)));
        }

        return files;
    }

    private static bool IsFileName(string name) =>
        name.Length is > 0 and <= 255 && name is not ("." or ".." or ReleaseFile.FileName)
        && !name.Equals(".git", StringComparison.OrdinalIgnoreCase)
        && !name.Any(character => character is '/' or '\\' || char.IsControl(character));
}
