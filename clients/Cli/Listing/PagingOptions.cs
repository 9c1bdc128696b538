using System.CommandLine;
using System.Globalization;
using Gimlet.Cli.Parsing;
using Gimlet.Cli.Server;

namespace Gimlet.Cli.Listing;

/// <summary>The options that all lists share.</summary>
internal sealed class PagingOptions
{
    private const int DefaultLimit = 3;

    private readonly Option<int> _limit =
        new("--limit") { Description = $"How many to show; {DefaultLimit} when absent.", HelpName = "count" };

    private readonly Option<int> _offset =
        new("--offset") { Description = "How many to leave out first.", HelpName = "count" };

    private readonly Option<string> _since =
        TextOption.Optional("--since", "The earliest time, like 2026-02-01T15:34:26+01:00.", "time");

    private readonly Option<string> _until = TextOption.Optional("--until", "The latest time.", "time");

    private readonly Option<bool> _reverse = new("--reverse", "-r") { Description = "Turns the order around." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _limit, _offset, _since, _until, _reverse })
        {
            command.Options.Add(option);
        }
    }

    public Route Apply(ParseResult result, Route route) => route
        .With("limit", Count(result.GetValue(_limit) is var limit and not 0 ? limit : DefaultLimit))
        .With("offset", result.GetValue(_offset) is var offset and not 0 ? Count(offset) : null)
        .With("since", result.GetValue(_since))
        .With("until", result.GetValue(_until));

    public bool IsReverse(ParseResult result) => result.GetValue(_reverse);

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);
}
