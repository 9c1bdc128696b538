using System.Text.Json;

namespace Gimlet.Cli.Releases;

/// <summary>The id of a request that the server took.</summary>
internal sealed record RequestId
{
    public string Id { get; set; } = "";

    /// <exception cref="CliException">The answer has no id.</exception>
    public static string Of(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object
        && answer.Deserialize(CliJson.Default.RequestId) is { Id.Length: > 0 } taken
            ? taken.Id
            : throw new CliException("The server's answer has no id: is it Gimlet, and as new as this command line?");
}
