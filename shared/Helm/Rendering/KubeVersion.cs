using System.Globalization;
using System.Text.RegularExpressions;
using Gimlet.Templating;
using Gimlet.Templating.Values;

namespace Gimlet.Helm.Rendering;

/// <summary>The Kubernetes version, <c>.Capabilities.KubeVersion</c>, read as Kubernetes reads one.</summary>
internal sealed partial class KubeVersion : IGoObject
{
    private readonly Dictionary<string, object?> _members;

    private KubeVersion(string version, string normalized, string major, string minor)
    {
        Version = version;
        Normalized = normalized;
        _members = new(StringComparer.Ordinal)
        {
            ["Version"] = version,
            ["Major"] = major,
            ["Minor"] = minor,
            ["GitVersion"] = new TemplateFunction("GitVersion", [], null, (_, _) => version),
            ["String"] = new TemplateFunction("String", [], null, (_, _) => normalized),
        };
    }

    /// <summary>The version that helm 4.1.4 assumes: that of the client library it is built with.</summary>
    public static KubeVersion Default { get; } = Parse("v1.35.0");

    /// <summary>The version as it was given, with <c>v</c>.</summary>
    public string Version { get; }

    /// <summary>The numbers alone, which ranges are compared with.</summary>
    public string Normalized { get; }

    public string TypeName => "common.KubeVersion";

    public string ActionText => Normalized;

    public static KubeVersion Parse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            throw Invalid(text, $"could not parse {GoString.Quote(text)} as version");
        }

        var numbers = match.Groups["numbers"].Value.Split('.');
        if (numbers.Length < 2)
        {
            throw Invalid(text, $"illegal version string {GoString.Quote(text)}");
        }

        if (numbers[0].Length > 1 && numbers[0][0] == '0')
        {
            throw Invalid(
                text,
                $"illegal zero-prefixed version component {GoString.Quote(numbers[0])} in {GoString.Quote(text)}");
        }

        var parts = numbers.Select(number => Number(number, text)).ToArray();
        return new KubeVersion(
            text.StartsWith('v') ? text : $"v{text}", $"v{string.Join('.', parts)}", parts[0], parts[1]);
    }

    public bool TryGetMember(string name, out object? member) => _members.TryGetValue(name, out member);

    public override string ToString() =>
        $"{{{Version} {Normalized} {_members["Major"]} {_members["Minor"]}}}";

    private static string Number(string digits, string text) =>
        ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number.ToString(CultureInfo.InvariantCulture)
        : throw Invalid(text, $"illegal non-numeric version component {GoString.Quote(digits)} in "
            + $"{GoString.Quote(text)}: value out of range");

    private static ChartException Invalid(string text, string reason) =>
        new($"invalid kube version '{text}': {reason}");

    [GeneratedRegex(@"^[\t\n\f\r ]*v?(?<numbers>[0-9]+(?:\.[0-9]+)*)")]
    private static partial Regex Pattern();
}
