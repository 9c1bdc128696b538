namespace Gimlet.EndToEnd.Tests.Faults;

/// <summary>A deploy that the API accepted, and how it ended.</summary>
/// <param name="App">Each is the last of its app when it is asked for.</param>
/// <param name="Content">What the app's manifest holds, unlike every other's.</param>
/// <param name="RequestId">What to track.</param>
/// <param name="Status"><c>processed</c> or <c>error</c>.</param>
/// <param name="Result"><c>success</c> or <c>failure</c>.</param>
/// <param name="Reason">Why it failed.</param>
/// <param name="Hash">Its commit, as it was reported.</param>
internal sealed record Deploy(
    string App, string Content, string RequestId, string Status, string Result, string Reason, string Hash);
