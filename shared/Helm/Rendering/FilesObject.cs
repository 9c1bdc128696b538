using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Gimlet.GoYaml;
using Gimlet.Templating;
using Gimlet.Templating.Values;

namespace Gimlet.Helm.Rendering;

/// <summary>The files of a chart beside its templates, <c>.Files</c>: a map of bytes that has methods.</summary>
internal sealed class FilesObject : IReadOnlyDictionary<string, object?>, IGoObject
{
    private readonly Dictionary<string, object?> _files;
    private readonly Dictionary<string, object?> _methods;

    public FilesObject(IEnumerable<KeyValuePair<string, GoBytes>> files)
    {
        _files = new(StringComparer.Ordinal);
        foreach (var (path, content) in files)
        {
            _files[path] = content;
        }

        _methods = new(StringComparer.Ordinal)
        {
            ["Get"] = Method("Get", path => Find(path)?.ToText() ?? ""),
            ["GetBytes"] = Method("GetBytes", path => Find(path) ?? new GoBytes(default)),
            ["Lines"] = Method("Lines", path => Lines(Find(path)?.ToText() ?? "")),
            ["Glob"] = Method("Glob", Glob),
            ["AsConfig"] = Method("AsConfig", static content => content.ToText()),
            ["AsSecrets"] = Method("AsSecrets", static content => Convert.ToBase64String(content.Content.Span)),
        };
    }

    public int Count => _files.Count;

    public IEnumerable<string> Keys => _files.Keys;

    public IEnumerable<object?> Values => _files.Values;

    public string TypeName => "engine.files";

    public object? this[string key] => _files[key];

    public bool ContainsKey(string key) => _files.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value) => _files.TryGetValue(key, out value);

    public bool TryGetMember(string name, out object? member) => _methods.TryGetValue(name, out member);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _files.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static TemplateFunction Method(string name, Func<string, object?> body) =>
        new(name, [ParameterType.Text], null, (_, arguments) => body(arguments.Text(0)));

    private static IReadOnlyList<string> Lines(string text) =>
        text.Length == 0 ? [] : (text[^1] == '\n' ? text[..^1] : text).Split('\n');

    // The names of files without their folders, and their contents, as YAML.
    private TemplateFunction Method(string name, Func<GoBytes, string> convert) => new(name, [], null, (context, _) =>
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (path, content) in _files)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            map[path[(path.LastIndexOf('/') + 1)..]] = convert((GoBytes)content!);
        }

        var yaml = YamlWriter.Write(map);
        return yaml.EndsWith('\n') ? yaml[..^1] : yaml;
    });

    private GoBytes? Find(string path) => (GoBytes?)_files.GetValueOrDefault(path);

    private FilesObject Glob(string pattern)
    {
        var glob = FileGlob.Parse(pattern);
        return new FilesObject(_files
            .Where(file => glob.IsMatch(file.Key))
            .Select(static file => KeyValuePair.Create(file.Key, (GoBytes)file.Value!)));
    }
}
