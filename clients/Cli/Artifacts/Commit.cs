using System.Text.Json.Serialization;

namespace Gimlet.Cli.Artifacts;

/// <summary>The commit of an artifact or a release, as lists show it.</summary>
internal sealed record Commit
{
    private const int HashLength = 8;
    private const int MessageLength = 80;

    public string RepositoryName { get; set; } = "";

    public string Sha { get; set; } = "";

    /// <summary>Unix seconds.</summary>
    public long Created { get; set; }

    public string Branch { get; set; } = "";

    public string CommitterName { get; set; } = "";

    public string Message { get; set; } = "";

    public string Url { get; set; } = "";

    [JsonIgnore]
    public string ShortSha => Sha.Length > HashLength ? Sha[..HashLength] : Sha;

    /// <summary>The message on one line that is not too long.</summary>
    [JsonIgnore]
    public string Subject
    {
        get
        {
            var line = OneLine.Of(Message);
            return line.Length > MessageLength ? $"{line[..(MessageLength - 1)]}…" : line;
        }
    }
}
