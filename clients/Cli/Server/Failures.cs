using System.Net;
using System.Net.Sockets;

namespace Gimlet.Cli.Server;

/// <summary>What goes wrong on the way to the server: what may pass by itself, and what to tell people.</summary>
internal static class Failures
{
    public static bool MayPass(Exception exception) => exception switch
    {
        RefusedException refused => refused.Status is HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => false,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => false,
        HttpRequestException or HttpIOException or SocketException => true,
        IOException { InnerException: SocketException } => true,
        _ => false,
    };

    public static CliException Explain(Exception exception, Uri address) => exception switch
    {
        CliException known => known,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new CliException(
            $"There is no host {address.Host}: check --server or GIMLET_SERVER."),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } e => new CliException(
            $"{address} is not safe to speak to ({Innermost(e)}): check that it speaks https, and its certificate; "
            + "SSL_CERT_FILE names an authority of your own."),
        _ => new CliException(
            $"{address} cannot be reached ({Innermost(exception)}): is Gimlet running there, and --server or "
            + "GIMLET_SERVER right?"),
    };

    private static string Innermost(Exception exception) =>
        (exception.GetBaseException() is { } cause ? cause.Message : exception.Message).TrimEnd('.');
}
