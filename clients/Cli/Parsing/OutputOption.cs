using System.CommandLine;

namespace Gimlet.Cli.Parsing;

/// <summary>The option <c>-o json</c>.</summary>
internal static class OutputOption
{
    public const string Json = "json";

    public static Option<string> Create()
    {
        var option = new Option<string>("--output", "-o") { Description = "json prints JSON.", HelpName = "json" };
        option.AcceptOnlyFromAmong(Json, "");
        return option;
    }
}
