using Gimlet.GoYaml;
using Gimlet.Templating.Values;
using Gimlet.Templating.Versions;

namespace Gimlet.Templating.Sprig;

/// <summary>Masterminds/semver's Version as templates see it: its parts are methods.</summary>
internal sealed class GoVersion(SemanticVersion version) : IGoObject, IJsonConvertible
{
    private readonly SemanticVersion _version = version;

    public string TypeName => "*semver.Version";

    public object? ToJson() => ToString();

    public bool TryGetMember(string name, out object? member)
    {
        member = name switch
        {
            "Major" => Method(name, _version.Major),
            "Minor" => Method(name, _version.Minor),
            "Patch" => Method(name, _version.Patch),
            "Prerelease" => Method(name, _version.Prerelease),
            "Metadata" => Method(name, _version.Metadata),
            "Original" => Method(name, _version.Original),
            "String" => Method(name, ToString()),
            "IncMajor" => Method(name, Next($"{_version.Major + 1}.0.0")),
            "IncMinor" => Method(name, Next($"{_version.Major}.{_version.Minor + 1}.0")),
            "IncPatch" => Method(name, Next(_version.Prerelease.Length > 0
                ? $"{_version.Major}.{_version.Minor}.{_version.Patch}"
                : $"{_version.Major}.{_version.Minor}.{_version.Patch + 1}")),
            "Compare" => Comparison(name, static order => Math.Sign(order)),
            "Equal" => Comparison(name, static order => order == 0),
            "LessThan" => Comparison(name, static order => order < 0),
            "LessThanEqual" => Comparison(name, static order => order <= 0),
            "GreaterThan" => Comparison(name, static order => order > 0),
            "GreaterThanEqual" => Comparison(name, static order => order >= 0),
            _ => null,
        };
        return member is not null;
    }

    public override string ToString() => _version.ToString();

    private static TemplateFunction Method(string name, object result) => new(name, [], null, (_, _) => result);

    private TemplateFunction Comparison(string name, Func<int, object> answer) =>
        new(name, [ParameterType.Any], null, (_, arguments) => arguments[0] is GoVersion other
            ? answer(_version.CompareTo(other._version))
            : throw new FunctionException(
                $"wrong type for value; expected *semver.Version; got {GoValue.TypeName(arguments[0])}"));

    private GoVersion Next(string text) =>
        new(VersionFunctions.Read(_version.Original.StartsWith('v') ? "v" + text : text));
}
