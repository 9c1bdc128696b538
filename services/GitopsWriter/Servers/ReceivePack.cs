using System.Text;
using Gimlet.GitopsWriter.Packs;
using Gimlet.GitopsWriter.Repositories;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Servers;

/// <summary>
/// Moves a branch of a server to commits that it gets as a pack: the client's side of <c>git-receive-pack</c>. The
/// server compares the branch with where we say that it is, and what its hooks print comes back beside its report.
/// </summary>
internal sealed class ReceivePack(IGitConnection connection, string reference)
{
    private const string Service = "git-receive-pack";
    private const byte Report = 1;
    private const byte Progress = 2;

    private readonly ServerWords _words = new();
    private HashSet<string> _abilities = [];

    /// <summary>
    /// <see cref="BranchMovedException"/> when the branch is not at the expected commit, which is null for a branch
    /// that is to be created.
    /// </summary>
    public void Push(ObjectId? expected, ObjectId tip, Pack pack)
    {
        var present = FindBranch(connection.List(Service));
        if (present != expected)
        {
            throw new BranchMovedException($"{reference} is at {present?.Sha ?? "no commit"}");
        }

        if (!_abilities.Contains("report-status") || _abilities.Any(IsOtherHash))
        {
            throw new RemoteRefusedException(
                "The gitops repository cannot be written: its server is too old, or its hashes are not SHA-1",
                isAccess: true);
        }

        try
        {
            Send(expected, tip, pack);
        }
        catch (RemoteUnavailableException e)
        {
            throw new RemoteUnavailableException(e.Message, e) { IsDuringPush = true };
        }
    }

    private static bool IsOtherHash(string ability) =>
        ability.StartsWith("object-format=", StringComparison.Ordinal) && ability != "object-format=sha1";

    private void Send(ObjectId? expected, ObjectId tip, Pack pack)
    {
        var hasBands = _abilities.Contains("side-band-64k");
        var wanted = new[] { "report-status", "side-band-64k", "quiet", "ofs-delta" }.Where(_abilities.Contains);
        var stream = connection.Exchange(Service);
        stream.Write(PacketLine.Frame(
            $"{(expected ?? ObjectId.Zero).Sha} {tip.Sha} {reference}\0 {string.Join(' ', wanted)} agent=gimlet"));
        stream.Write(PacketLine.Flush);
        stream.Write((_abilities.Contains("ofs-delta") ? pack : pack.WithNamedOrigins()).Content.Span);

        var refusal = ReadReport(hasBands ? new Bands(this, stream).Read : stream.Read);
        if (hasBands)
        {
            ReadRest(stream);
        }

        if (refusal is not null)
        {
            throw RemoteErrors.OfStatus(refusal, _words.ToString());
        }
    }

    private ObjectId? FindBranch(GitStream list)
    {
        ObjectId? branch = null;
        if (connection.IsStateless)
        {
            while (PacketLine.Read(list.Read, Fail) is not null)
            {
                // The name of the service, which we asked for.
            }
        }

        while (PacketLine.Read(list.Read, Fail) is { } line)
        {
            var text = Encoding.UTF8.GetString(line).TrimEnd('\n');
            if (text.StartsWith("ERR ", StringComparison.Ordinal))
            {
                throw RemoteErrors.OfWords(ServerWords.Clean(text[4..]));
            }

            var parts = text.Split('\0', 2);
            if (parts.Length == 2)
            {
                _abilities = [.. parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)];
            }

            if (parts[0].EndsWith($" {reference}", StringComparison.Ordinal))
            {
                branch = ObjectId.TryParse(parts[0][..^(reference.Length + 1)], out var id)
                    ? id
                    : throw Fail("it does not speak git's protocol");
            }
        }

        return branch;
    }

    /// <summary>Why the branch was not moved; null when it was.</summary>
    private string? ReadReport(ReadBytes read)
    {
        const string Nothing = "the server does not say whether it took the branch";
        var (refusal, unpack) = ((string?)Nothing, (string?)null);
        while (PacketLine.Read(read, Fail) is { } line)
        {
            var words = ServerWords.Clean(Encoding.UTF8.GetString(line)).Split(' ', 3);
            refusal = words switch
            {
                ["ok", var name, ..] when name == reference => null,
                ["ng", var name, var reason] when name == reference => reason,
                _ => refusal,
            };
            unpack = words is ["unpack", not "ok", ..] ? $"unpack failed: {string.Join(' ', words[1..])}" : unpack;
        }

        return unpack ?? refusal;
    }

    // The branch is where it is by now; what is still to come are the words of hooks that run afterwards.
    private void ReadRest(GitStream stream)
    {
        try
        {
            while (PacketLine.Read(stream.Read, Fail) is { } line)
            {
                Listen(line);
            }
        }
        catch (GitopsRepositoryException)
        {
            // A hook that hangs, or a server that hangs up, changes nothing about it.
        }
    }

    private void Listen(ReadOnlySpan<byte> line)
    {
        if (line.Length > 0 && line[0] != Report)
        {
            _words.Add(line[1..]);
        }
    }

    private GitopsRepositoryException Fail(string reason)
    {
        var said = $"{_words} {connection.Words}".Trim();
        return RemoteErrors.OfWords(said.Length > 0 ? said : reason);
    }

    /// <summary>The report out of a stream in which other words are between its pieces.</summary>
    private sealed class Bands(ReceivePack owner, GitStream stream)
    {
        private ReadOnlyMemory<byte> _report;

        public int Read(Span<byte> buffer)
        {
            while (_report.IsEmpty)
            {
                if (PacketLine.Read(stream.Read, owner.Fail) is not { } line)
                {
                    return 0;
                }

                owner.Listen(line);
                if (line.Length > 0 && line[0] is not (Report or Progress))
                {
                    throw owner.Fail("it failed");
                }

                _report = line.Length > 0 && line[0] == Report ? line.AsMemory(1) : default;
            }

            var count = Math.Min(buffer.Length, _report.Length);
            _report.Span[..count].CopyTo(buffer);
            _report = _report[count..];
            return count;
        }
    }
}
