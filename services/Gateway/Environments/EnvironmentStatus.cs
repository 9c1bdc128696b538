using System.Buffers;
using System.IO.Pipelines;

namespace Gimlet.Gateway.Environments;

/// <summary>What every app of an environment is at: JSON ready to be sent, and the state that it is of.</summary>
internal sealed class EnvironmentStatus
{
    private const int FlushSize = 64 * 1024;

    // Of an array and its place in another.
    private const int Overhead = 48;

    // Ordered by app, so that replicas answer alike.
    private readonly AppStatus[] _apps;

    private EnvironmentStatus(string state, AppStatus[] apps)
    {
        State = state;
        _apps = apps;
        Length = 2 + Math.Max(0, apps.Length - 1) + apps.Sum(app => (long)app.Json.Length);
    }

    public static EnvironmentStatus Empty { get; } = new("", []);

    /// <summary>The writer's name for the state.</summary>
    public string State { get; }

    /// <summary>Of the JSON, in bytes.</summary>
    public long Length { get; }

    /// <summary>In bytes, about.</summary>
    public long Memory => Length + ((_apps.Length + 1) * Overhead);

    /// <summary>This one with the apps of a later state in the place of its own; those without JSON are gone.</summary>
    public EnvironmentStatus With(string state, IEnumerable<AppStatus> changes)
    {
        var apps = new List<AppStatus>(_apps.Length);
        var next = 0;
        foreach (var change in changes.OrderBy(change => change.App, StringComparer.Ordinal))
        {
            while (next < _apps.Length && string.CompareOrdinal(_apps[next].App, change.App) < 0)
            {
                apps.Add(_apps[next++]);
            }

            if (next < _apps.Length && _apps[next].App == change.App)
            {
                next++;
            }

            if (change.Json.Length > 0)
            {
                apps.Add(change);
            }
        }

        return new EnvironmentStatus(state, [.. apps, .. _apps.AsSpan(next)]);
    }

    public async Task WriteAsync(PipeWriter output, CancellationToken cancellationToken)
    {
        var unflushed = 0;
        output.Write("{"u8);
        for (var i = 0; i < _apps.Length; i++)
        {
            if (i > 0)
            {
                output.Write(","u8);
            }

            output.Write(_apps[i].Json);
            unflushed += _apps[i].Json.Length;
            if (unflushed >= FlushSize)
            {
                unflushed = 0;
                await output.FlushAsync(cancellationToken);
            }
        }

        output.Write("}"u8);
        await output.FlushAsync(cancellationToken);
    }
}
