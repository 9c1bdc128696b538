using System.CommandLine;

namespace Gimlet.Cli.Parsing;

/// <summary>Options that take text; <c>form</c> is what help shows in their place.</summary>
internal static class TextOption
{
    public static Option<string> Optional(string name, string description, string form, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = form };

    public static Option<string> Mandatory(string name, string description, string form, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = form, Required = true };

    public static Option<string[]> Many(string name, string description, string form) =>
        new(name) { Description = description, HelpName = form, Arity = ArgumentArity.OneOrMore };
}
