using System.CommandLine;

namespace Gimlet.Cli.Server;

/// <summary>Where Gimlet is and who is asking: options first, then the variables that CIs set.</summary>
internal sealed class ServerOptions(Shell shell)
{
    private const string ServerVariable = "GIMLET_SERVER";
    private const string TokenVariable = "GIMLET_TOKEN";

    private readonly Option<string?> _server =
        new("--server") { Description = $"Address of Gimlet; {ServerVariable} when absent.", HelpName = "url" };

    private readonly Option<string?> _token =
        new("--token") { Description = $"API token; {TokenVariable} when absent.", HelpName = "token" };

    public void AddTo(Command command)
    {
        command.Options.Add(_server);
        command.Options.Add(_token);
    }

    /// <summary>A client for the server that the options or the variables name.</summary>
    /// <exception cref="CliException">One of them is missing or cannot be used.</exception>
    public GimletServer Connect(ParseResult result)
    {
        var address = Value(result, _server, ServerVariable) ?? throw CliException.Usage(
            $"No server: set {ServerVariable} or --server to the address of Gimlet, like https://gimlet.example.com");
        var token = Value(result, _token, TokenVariable) ?? throw CliException.Usage(
            $"No token: set {TokenVariable} or --token to an API token; an admin of Gimlet can make one.");
        if (token.Any(character => character is < '!' or > '~'))
        {
            throw CliException.Usage($"The token in {TokenVariable} or --token holds characters that no token has.");
        }

        return new GimletServer(ReadAddress(address), token, shell.Clock);
    }

    private string? Value(ParseResult result, Option<string?> option, string variable) =>
        (result.GetValue(option) is { Length: > 0 } given ? given : shell.NonEmptyVariable(variable))?.Trim();

    private static Uri ReadAddress(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            throw CliException.Usage(
                $"The server {OneLine.Of(text)} is no address: it must begin with http:// or https://");
        }

        // Relative routes replace all that is behind the last slash.
        var folder = address.AbsolutePath.TrimEnd('/') + "/";
        return new UriBuilder(address) { Path = folder, Query = "", Fragment = "" }.Uri;
    }
}
