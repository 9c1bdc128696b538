using Gimlet.Templating.Versions;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>sprig's semver.go.</summary>
internal static class VersionFunctions
{
    public static FunctionMap Map { get; } = new()
    {
        { "semver", [Text], static (_, arguments) => new GoVersion(Read(arguments.Text(0))) },
        { "semverCompare", [Text, Text], static (_, arguments) => Compare(arguments.Text(0), arguments.Text(1)) },
    };

    public static SemanticVersion Read(string text) => SemanticVersion.TryParse(text, out var version)
        ? version
        : throw new FunctionException(HasLeadingZero(text)
            ? "version segment starts with 0"
            : "invalid semantic version");

    // Of a pre-release alone; elsewhere leading zeros are allowed.
    private static bool HasLeadingZero(string text) => text.Split('+')[0].Split('-', 2) is [_, var prerelease]
        && prerelease.Split('.').Any(static part => part is ['0', _, ..] && part.All(char.IsAsciiDigit));

    private static bool Compare(string range, string version)
    {
        try
        {
            return VersionRange.Parse(range).Contains(Read(version));
        }
        catch (FormatException exception)
        {
            throw new FunctionException(exception.Message);
        }
    }
}
