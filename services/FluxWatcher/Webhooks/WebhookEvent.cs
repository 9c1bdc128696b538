using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gimlet.Contracts;
using Gimlet.Contracts.Flux;
using Gimlet.FluxWatcher.Objects;

namespace Gimlet.FluxWatcher.Webhooks;

/// <summary>Reads a webhook of notification-controller.</summary>
internal static partial class WebhookEvent
{
    private const int LargestBody = 256 * 1024;

    // The limits of the Kubernetes API for names, reasons and messages of conditions.
    private const int LongestName = 253;
    private const int LongestReason = 1024;
    private const int LongestMessage = 32 * 1024;

    // Newer versions send the first, older ones the second.
    private static readonly string[] RevisionKeys = ["revision", "kustomize.toolkit.fluxcd.io/revision"];

    /// <returns>Null when the event names no commit: there is nothing to observe then.</returns>
    public static RevisionObserved? Read(string env, ReadOnlyMemory<byte> json, TimeProvider clock)
    {
        if (env.Length > 0 && !EnvironmentName().IsMatch(env))
        {
            throw new WebhookException("env must be a DNS label of at most 63 characters");
        }
        var body = Parse(json);
        var subject = body.InvolvedObject ?? throw new WebhookException("involvedObject is missing");
        var kind = Name("involvedObject.kind", subject.Kind);
        var name = Name("involvedObject.name", subject.Name);
        var subjectNamespace = string.IsNullOrEmpty(subject.Namespace)
            ? ""
            : Name("involvedObject.namespace", subject.Namespace);
        var reason = Text("reason", body.Reason, LongestReason);
        var observedAt = Time(body.Timestamp, clock.GetUtcNow());
        var revision = RevisionKeys
            .Select(key => SourceRevision.Parse(body.Metadata?.GetValueOrDefault(key)))
            .FirstOrDefault(revision => revision is not null);
        if (revision?.Commit is null)
        {
            return null;
        }
        var failed = body.Severity == "error";
        var message = Clean(body.Message ?? "");
        return new()
        {
            Kind = kind,
            Namespace = subjectNamespace,
            Name = name,
            Env = env.Length > 0 ? env : null,
            Branch = revision.Branch,
            Revision = revision.Commit,
            Reason = reason,
            Message = message,
            Severity = failed ? "error" : "info",
            FailingObjects = failed ? FailingObjects.Find(message) : [],
            ObservedAt = UnixMicroseconds.From(observedAt),
            Source = "webhook",
        };
    }

    private static WebhookBody Parse(ReadOnlyMemory<byte> json)
    {
        if (json.Length > LargestBody)
        {
            throw new WebhookException($"the body has {json.Length} bytes, at most {LargestBody} are taken");
        }
        try
        {
            return JsonSerializer.Deserialize<WebhookBody>(json.Span, ContractJson.Options)
                ?? throw new WebhookException("the body is null, not an event");
        }
        catch (JsonException e)
        {
            var place = e.Path is null or "$" ? "the body" : e.Path["$.".Length..];
            throw new WebhookException(
                $"{place} is no valid part of a Flux event (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})");
        }
    }

    private static string Name(string field, string? value) => Text(field, value, LongestName);

    private static string Text(string field, string? value, int longest)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw new WebhookException($"{field} is missing");
        }
        if (value.Length > longest)
        {
            throw new WebhookException($"{field} has {value.Length} characters, at most {longest} are taken");
        }
        return value.Any(char.IsControl) ? throw new WebhookException($"{field} has control characters") : value;
    }

    private static DateTimeOffset Time(string? timestamp, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(timestamp))
        {
            return now;
        }
        if (!DateTimeOffset.TryParse(
            timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            throw new WebhookException("timestamp is no RFC 3339 time");
        }
        // A clock that is ahead would make this event newer than everything that is seen in the next hours.
        return time > now ? now : time < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : time;
    }

    // PostgreSQL stores no NUL, terminals should see no escape sequences.
    private static string Clean(string message)
    {
        var text = message.Length > LongestMessage ? message[..LongestMessage] + "…" : message;
        return string.Create(text.Length, text, (clean, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                clean[i] = char.IsControl(source[i]) && source[i] is not ('\n' or '\t') ? '\uFFFD' : source[i];
            }
        });
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex EnvironmentName();
}
