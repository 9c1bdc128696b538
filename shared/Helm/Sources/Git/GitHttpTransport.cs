using System.Net;
using System.Net.Http.Headers;
using LibGit2Sharp;

namespace Gimlet.Helm.Sources;

/// <summary>
/// Git's smart protocol over our own HTTP. The library's connects to any address and follows redirects to anywhere;
/// here the rules for hosts, credentials and sizes hold.
/// </summary>
internal sealed class GitHttpTransport : RpcSmartSubtransport
{
    private const string Prefix = "chart+";

    private static readonly Lazy<object> Registration = new(() => new[]
    {
        GlobalSettings.RegisterSmartSubtransport<GitHttpTransport>(Prefix + "http"),
        GlobalSettings.RegisterSmartSubtransport<GitHttpTransport>(Prefix + "https"),
    });

    /// <summary>The address under which the library comes here with it.</summary>
    public static string ToOwnAddress(string address)
    {
        _ = Registration.Value;
        return Prefix + address;
    }

    protected override SmartSubtransportStream Action(string url, GitSmartSubtransportAction action)
    {
        var session = GitSession.Current;
        var repository = session.RedirectedTo ?? url[Prefix.Length..].TrimEnd('/');
        return action switch
        {
            GitSmartSubtransportAction.UploadPackList =>
                new Exchange(this, session, new Uri($"{repository}{Exchange.Listing}"), HttpMethod.Get),
            GitSmartSubtransportAction.UploadPack =>
                new Exchange(this, session, new Uri($"{repository}/git-upload-pack"), HttpMethod.Post),
            _ => throw new InvalidOperationException("Charts are only read"),
        };
    }

    private sealed class Exchange(SmartSubtransport transport, GitSession session, Uri address, HttpMethod method)
        : SmartSubtransportStream(transport)
    {
        public const string Listing = "/info/refs?service=git-upload-pack";

        private readonly MemoryStream _request = new();
        private HttpResponseMessage? _response;
        private Stream? _body;

        public override int Write(Stream dataStream, long length)
        {
            var buffer = new byte[length];
            dataStream.ReadExactly(buffer);
            _request.Write(buffer);
            return 0;
        }

        public override int Read(Stream dataStream, long length, out long bytesRead)
        {
            try
            {
                _body ??= Send();
                var buffer = new byte[Math.Min(length, 64 * 1024)];
                bytesRead = _body.ReadAsync(buffer, session.CancellationToken).AsTask().GetAwaiter().GetResult();
                dataStream.Write(buffer, 0, (int)bytesRead);
                session.Count(bytesRead);
            }
            catch (Exception e) when (e is IOException or HttpRequestException)
            {
                session.Failure ??= ChartHttp.Failure(address, e.Message, e);
                bytesRead = 0;
            }
            catch (ChartException e)
            {
                session.Failure ??= e;
                bytesRead = 0;
            }

            return session.Failure is null ? 0 : throw session.Failure;
        }

        protected override void Free()
        {
            _response?.Dispose();
            base.Free();
        }

        private Stream Send()
        {
            _response = session.Http.SendAsync(address, Request, session.CancellationToken).GetAwaiter().GetResult();
            if (_response.StatusCode is not HttpStatusCode.OK)
            {
                throw ChartHttp.Unexpected(_response);
            }

            var final = _response.RequestMessage!.RequestUri!.AbsoluteUri;
            if (method == HttpMethod.Get && final.EndsWith(Listing, StringComparison.Ordinal))
            {
                session.RedirectedTo = final[..^Listing.Length];
            }

            return _response.Content.ReadAsStream(session.CancellationToken);
        }

        private HttpRequestMessage Request(Uri to)
        {
            var request = new HttpRequestMessage(method, to);
            if (method == HttpMethod.Post)
            {
                request.Content = new ByteArrayContent(_request.ToArray());
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-git-upload-pack-request");
            }

            return request;
        }
    }
}
