using Gimlet.GitopsWriter.Repositories;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Servers;

/// <summary>
/// One fetch of the library's through a connection of ours, which can time out. The library makes its transports
/// itself, from an address, and calls them on the thread that fetches: the address says of which kind they are, the
/// session that is current on the thread what they are about.
/// </summary>
internal sealed class FetchSession(IGitConnection connection)
{
    private const string Stateless = "gimlet-stateless";
    private const string Stateful = "gimlet-stateful";

    private static readonly Lazy<object> Registration = new(() => new object[]
    {
        GlobalSettings.RegisterSmartSubtransport<StatelessTransport>(Stateless),
        GlobalSettings.RegisterSmartSubtransport<StatefulTransport>(Stateful),
    });

    [ThreadStatic]
    private static FetchSession? _current;

    private Exchange? _stream;
    private GitopsRepositoryException? _failure;

    /// <summary>What the library is to take for the address of the remote.</summary>
    public static string AddressFor(bool stateful)
    {
        _ = Registration.Value;
        return $"{(stateful ? Stateful : Stateless)}://server";
    }

    /// <summary>Runs a fetch, with errors that say what happened.</summary>
    public void Run(Action fetch)
    {
        _current = this;
        try
        {
            fetch();
        }
        catch (LibGit2SharpException e)
        {
            throw _failure ?? RemoteErrors.Of(e, connection.Words);
        }
        finally
        {
            _current = null;
        }
    }

    private static FetchSession Current =>
        _current ?? throw new InvalidOperationException("The library fetches within a session alone");

    private bool IsStateful => !connection.IsStateless;

    private Exchange Open(SmartSubtransport transport, GitSmartSubtransportAction action)
    {
        const string Service = "git-upload-pack";
        if (action is not (GitSmartSubtransportAction.UploadPackList or GitSmartSubtransportAction.UploadPack))
        {
            throw new InvalidOperationException("The library fetches and does nothing else");
        }

        var isList = action == GitSmartSubtransportAction.UploadPackList;
        return isList || connection.IsStateless
            ? _stream = new Exchange(
                this, transport, () => isList ? connection.List(Service) : connection.Exchange(Service))
            : _stream!;
    }

    private sealed class StatelessTransport : RpcSmartSubtransport
    {
        protected override SmartSubtransportStream Action(string url, GitSmartSubtransportAction action) =>
            Current.Open(this, action);
    }

    private sealed class StatefulTransport : SmartSubtransport
    {
        protected override SmartSubtransportStream Action(string url, GitSmartSubtransportAction action) =>
            Current.Open(this, action);
    }

    private sealed class Exchange(FetchSession session, SmartSubtransport transport, Func<GitStream> open)
        : SmartSubtransportStream(transport)
    {
        private readonly byte[] _buffer = new byte[1 << 16];
        private GitStream? _stream;
        private byte[]? _first;

        public override int Read(Stream dataStream, long length, out long bytesRead)
        {
            bytesRead = Try(() => Stream.Read(_buffer.AsSpan(0, (int)Math.Min(length, _buffer.Length))));
            dataStream.Write(_buffer, 0, (int)bytesRead);
            return 0;
        }

        public override int Write(Stream dataStream, long length)
        {
            var content = new byte[length];
            dataStream.ReadExactly(content);
            return Try(() =>
            {
                Stream.Write(WithoutRepetition(content));
                return 0;
            });
        }

        private GitStream Stream => _stream ??= open();

        // After the answer about the depth the library says once more what it wants, which on a connection that goes on
        // the server takes for an error.
        private ReadOnlySpan<byte> WithoutRepetition(byte[] content)
        {
            var first = _first;
            _first ??= content;
            return first is not null && session.IsStateful && content.AsSpan().StartsWith(first)
                ? content.AsSpan(first.Length)
                : content;
        }

        // The library would make a few words of its own of the exception.
        private int Try(Func<int> work)
        {
            try
            {
                return work();
            }
            catch (GitopsRepositoryException e)
            {
                session._failure ??= e;
                throw;
            }
        }
    }
}
