using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>Go's path and path/filepath packages, of which Helm on Linux has the same: a slash separates.</summary>
internal static class PathFunctions
{
    public static FunctionMap Map { get; } = new()
    {
        { "base", [Text], static (_, arguments) => Base(arguments.Text(0)) },
        { "dir", [Text], static (_, arguments) => Folder(arguments.Text(0)) },
        { "clean", [Text], static (_, arguments) => Clean(arguments.Text(0)) },
        { "ext", [Text], static (_, arguments) => Extension(arguments.Text(0)) },
        { "isAbs", [Text], static (_, arguments) => arguments.Text(0).StartsWith('/') },
        { "osBase", [Text], static (_, arguments) => Base(arguments.Text(0)) },
        { "osDir", [Text], static (_, arguments) => Folder(arguments.Text(0)) },
        { "osClean", [Text], static (_, arguments) => Clean(arguments.Text(0)) },
        { "osExt", [Text], static (_, arguments) => Extension(arguments.Text(0)) },
        { "osIsAbs", [Text], static (_, arguments) => arguments.Text(0).StartsWith('/') },
    };

    private static string Base(string path)
    {
        var trimmed = path.TrimEnd('/');
        return path.Length == 0 ? "." : trimmed.Length == 0 ? "/" : trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    private static string Folder(string path) => Clean(path[..(path.LastIndexOf('/') + 1)]);

    private static string Extension(string path)
    {
        var point = path.LastIndexOf('.');
        return point > path.LastIndexOf('/') ? path[point..] : "";
    }

    private static string Clean(string path)
    {
        var isRooted = path.StartsWith('/');
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or ".") && !(part == ".." && isRooted))
            {
                parts.Add(part);
            }
        }

        var joined = string.Join('/', parts);
        return isRooted ? $"/{joined}" : joined.Length == 0 ? "." : joined;
    }
}
