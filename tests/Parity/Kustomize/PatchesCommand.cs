using System.CommandLine;
using Gimlet.GoYaml;
using Gimlet.Kustomize;
using Gimlet.Parity.Reports;

namespace Gimlet.Parity.Kustomize;

/// <summary>Patches a folder of documents with the library and with kubectl.</summary>
internal static class PatchesCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "Where the cases are" }.AcceptExistingOnly();
        var command = new Command("patches", "Compares patches with kubectl kustomize") { folder };
        command.SetAction(async (parsed, stop) =>
        {
            var kubectl = RealTool.Find("kubectl", "KUBECTL_PATH");
            if (kubectl is null)
            {
                Console.Error.WriteLine("There is no kubectl on the PATH; KUBECTL_PATH can name one.");
                return 2;
            }

            var root = parsed.GetValue(folder)!.FullName;
            var comparisons = new List<Comparison>();
            var cases = Directory.GetFiles(root, PatchCase.Resources, SearchOption.AllDirectories);
            foreach (var resources in cases.Order())
            {
                stop.ThrowIfCancellationRequested();
                var found = PatchCase.Read(Path.GetDirectoryName(resources)!);
                comparisons.Add(Comparison.Of(
                    Path.GetRelativePath(root, found.Folder), Patch(found), await found.RunAsync(kubectl)));
            }

            return ReportWriter.Write(comparisons, Console.Out) ? 0 : 1;
        });
        return command;
    }

    private static Rendering Patch(PatchCase found)
    {
        try
        {
            return new Rendering(
                KustomizePatches.Apply(found.Documents, found.StrategicMerge, found.Json6902), "", TimeSpan.Zero);
        }
        catch (Exception e) when (e is KustomizeException or YamlException)
        {
            return new Rendering(null, e.Message, TimeSpan.Zero);
        }
    }
}
