using System.Text.Json.Nodes;

namespace Gimlet.EndToEnd.Tests.Faults;

/// <summary>A deploy that the API accepted, and how it ended.</summary>
internal sealed record Deploy
{
    private const string Superseded = "Superseded";

    public required string App { get; init; }

    /// <summary>What the app's manifest holds, unlike every other's.</summary>
    public required string Content { get; init; }

    public required string RequestId { get; init; }

    /// <summary><c>processed</c> or <c>error</c>.</summary>
    public required string Status { get; init; }

    /// <summary><c>success</c> or <c>failure</c>.</summary>
    public required string Result { get; init; }

    /// <summary>Why it failed.</summary>
    public required string Reason { get; init; }

    /// <summary>Its commit, as it was reported.</summary>
    public required string Hash { get; init; }

    public bool IsSuccess => Result == "success";

    /// <summary>A later deploy of the app was written first: the older one must not be written any more.</summary>
    public bool IsSuperseded => Result == "failure" && Reason.StartsWith(Superseded, StringComparison.Ordinal);

    public static Deploy From(string app, string content, string requestId, JsonObject status)
    {
        var result = status["results"]!.AsArray().SingleOrDefault();
        return new Deploy
        {
            App = app,
            Content = content,
            RequestId = requestId,
            Status = (string)status["status"]!,
            Result = (string?)result?["status"] ?? "",
            Reason = (string?)result?["statusDesc"] ?? (string)status["statusDesc"]!,
            Hash = (string?)result?["hash"] ?? "",
        };
    }
}
