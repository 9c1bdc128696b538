using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Gimlet.GitopsWriter.Access;
using Gimlet.GitopsWriter.Repositories;

namespace Gimlet.GitopsWriter.Servers;

/// <summary>Git's smart protocol over HTTP: the list is one request, and every exchange another.</summary>
internal sealed class HttpConnection(
    HttpClient http, RepositorySettings settings, HttpCredentials credentials, Patience patience) : IGitConnection
{
    private const int MaxRedirects = 5;
    private const int LargeBody = 1 << 20;

    private readonly Uri _configured = new(settings.Url.TrimEnd('/'));
    private readonly List<GitStream> _streams = [];
    private string? _redirectedTo;

    public bool IsStateless => true;

    public string Words => "";

    public GitStream List(string service) => Add(new Answer(List(service, _configured, MaxRedirects), patience));

    public GitStream Exchange(string service) => Add(new Request(body => Send(service, body), patience));

    public void Dispose() => _streams.ForEach(stream => stream.Dispose());

    private GitStream Add(GitStream stream)
    {
        _streams.Add(stream);
        return stream;
    }

    private HttpResponseMessage List(string service, Uri repository, int redirects)
    {
        var query = $"/info/refs?service={service}";
        var response = Send(new HttpRequestMessage(HttpMethod.Get, $"{repository.AbsoluteUri}{query}"));
        var location = (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 ? response.Headers.Location : null;
        if (location is not null)
        {
            response.Dispose();
            var to = new Uri(repository, location).AbsoluteUri;
            if (redirects == 0 || !to.EndsWith(query, StringComparison.Ordinal)
                || (repository.Scheme == "https" && !to.StartsWith("https://", StringComparison.Ordinal)))
            {
                var place = ServerWords.Clean(new Uri(to).GetLeftPart(UriPartial.Path));
                throw RemoteErrors.OfAnswer($"it redirects to {place}");
            }

            return List(service, new Uri(to[..^query.Length]), redirects - 1);
        }

        Check(response, $"application/x-{service}-advertisement");
        _redirectedTo = repository.AbsoluteUri;
        return response;
    }

    private HttpResponseMessage Send(string service, MemoryStream body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{_redirectedTo ?? _configured.AbsoluteUri}/{service}")
        {
            Content = new PatientContent(body, patience),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue($"application/x-{service}-request");

        // What will be refused for its size need not be sent at all.
        request.Headers.ExpectContinue = body.Length > LargeBody ? true : null;
        var response = Send(request);
        Check(response, $"application/x-{service}-result");
        return response;
    }

    private HttpResponseMessage Send(HttpRequestMessage request)
    {
        // What a redirect leads to is none of the credentials' business unless it is on the same server.
        if (request.RequestUri!.Authority == _configured.Authority && request.RequestUri.Scheme == _configured.Scheme
            && credentials.Find(settings) is var (user, password) && password.Length > 0)
        {
            var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", pair);
        }

        using var watch = patience.Begin();
        try
        {
            return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token)
                .GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            throw patience.IsOver ? patience.Failure(e) : RemoteErrors.OfConnection(e);
        }
    }

    private void Check(HttpResponseMessage response, string contentType)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            using (response)
            {
                throw RemoteErrors.OfHttp(response, ReadWords(response));
            }
        }

        var present = response.Content.Headers.ContentType?.MediaType;
        if (present != contentType)
        {
            response.Dispose();
            var content = ServerWords.Clean(present ?? "nothing");
            throw RemoteErrors.OfAnswer($"it answers with {content} in place of git's protocol");
        }
    }

    // Pages for browsers say nothing that would help here.
    private string ReadWords(HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType?.MediaType != "text/plain")
        {
            return "";
        }

        var words = new ServerWords();
        using var answer = new Answer(response, patience);
        var buffer = new byte[ServerWords.MaxLength];
        if (answer.Read(buffer) is > 0 and var count)
        {
            words.Add(buffer.AsSpan(0, count));
        }

        return words.ToString();
    }

    private sealed class Answer(HttpResponseMessage response, Patience patience) : GitStream
    {
        private readonly Stream _body = response.Content.ReadAsStream(patience.Token);
        private byte[] _buffer = [];

        public override int Read(Span<byte> buffer)
        {
            if (_buffer.Length < buffer.Length)
            {
                _buffer = new byte[buffer.Length];
            }

            using var watch = patience.Begin();
            try
            {
                var count = _body.ReadAsync(_buffer.AsMemory(0, buffer.Length), patience.Token)
                    .AsTask().GetAwaiter().GetResult();
                _buffer.AsSpan(0, count).CopyTo(buffer);
                return count;
            }
            catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
            {
                throw patience.IsOver ? patience.Failure(e) : RemoteErrors.OfConnection(e);
            }
        }

        public override void Write(ReadOnlySpan<byte> content) =>
            throw new InvalidOperationException("The server lists its branches without being told anything");

        public override void Dispose()
        {
            response.Dispose();
            base.Dispose();
        }
    }

    private sealed class Request(Func<MemoryStream, HttpResponseMessage> send, Patience patience) : GitStream
    {
        private readonly MemoryStream _body = new();
        private Answer? _answer;

        public override int Read(Span<byte> buffer) => (_answer ??= new Answer(send(_body), patience)).Read(buffer);

        public override void Write(ReadOnlySpan<byte> content) => _body.Write(content);

        public override void Dispose()
        {
            _answer?.Dispose();
            base.Dispose();
        }
    }

    /// <summary>Sent in pieces, so that a large body on a slow line is not taken for silence.</summary>
    private sealed class PatientContent(MemoryStream body, Patience patience) : HttpContent
    {
        private const int ChunkLength = 1 << 16;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var content = body.GetBuffer().AsMemory(0, (int)body.Length);
            while (content.Length > 0)
            {
                var chunk = content[..Math.Min(content.Length, ChunkLength)];
                await stream.WriteAsync(chunk, patience.Token);
                patience.Begin();
                content = content[chunk.Length..];
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
