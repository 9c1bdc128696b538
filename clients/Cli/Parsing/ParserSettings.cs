using System.CommandLine;

namespace Gimlet.Cli.Parsing;

/// <summary>How the parser reads: commit messages come by here, so nothing in a value may have a meaning.</summary>
internal static class ParserSettings
{
    public static ParserConfiguration Create() => new()
    {
        EnablePosixBundling = false,
        ResponseFileTokenReplacer = null,
    };
}
