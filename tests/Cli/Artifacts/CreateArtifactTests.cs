using System.Text.Json.Nodes;

namespace Gimlet.Cli.Tests.Artifacts;

public sealed class CreateArtifactTests
{
    private static readonly string[] Mandatory =
    [
        "artifact", "create", "--repository", "team/shop", "--sha=0123abcd", "--created", "2020-10-07T13:55:29+02:00",
        "--branch", "main", "--authorName", "Jane Doe", "--authorEmail", "jane@example.com", "--committerName", "Joe",
        "--committerEmail", "joe@example.com", "--url", "https://example.com/1",
    ];

    [Fact]
    public async Task Create_WithAllOptions_PrintsTheArtifact()
    {
        var (exitCode, output, error) = await TestShell.RunAsync(
            [
                .. Mandatory, "--message", "Sell “more”\n\nand cheaper", "--event", "pr", "--sourceBranch", "feature/x",
                "--targetBranch", "main", "--tag", "v1",
            ]);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(
            """
            {
              "version": {
                "repositoryName": "team/shop",
                "sha": "0123abcd",
                "branch": "main",
                "event": "pr",
                "sourceBranch": "feature/x",
                "targetBranch": "main",
                "tag": "v1",
                "authorName": "Jane Doe",
                "authorEmail": "jane@example.com",
                "committerName": "Joe",
                "committerEmail": "joe@example.com",
                "message": "Sell “more”\n\nand cheaper",
                "url": "https://example.com/1",
                "created": 1602071729
              }
            }

            """,
            output);
    }

    [Fact]
    public async Task Create_WithEmptyValues_LeavesThemOutAndTakesItForAPush()
    {
        var (exitCode, output, _) = await TestShell.RunAsync(
            [.. Mandatory, "--message", "", "--event", "", "--tag", "", "--sourceBranch=", "--targetBranch", ""]);

        var version = JsonNode.Parse(output)!["version"]!.AsObject();
        Assert.Equal(0, exitCode);
        Assert.Equal("push", (string?)version["event"]);
        Assert.DoesNotContain("tag", version.Select(field => field.Key));
        Assert.DoesNotContain("message", version.Select(field => field.Key));
    }

    [Theory]
    [InlineData("--output=/dev/full")]
    [InlineData("-o")]
    [InlineData("--help")]
    [InlineData("--")]
    [InlineData("@/etc/hostname")]
    [InlineData("[suggest]")]
    public async Task Create_MessageThatLooksLikeAnOption_IsAMessage(string message)
    {
        var (exitCode, output, _) = await TestShell.RunAsync([.. Mandatory, "--message", message]);

        Assert.Equal(0, exitCode);
        Assert.Equal(message, (string?)JsonNode.Parse(output)!["version"]!["message"]);
    }

    [Fact]
    public async Task Create_ToAFile_PrintsNothing()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output, _) = await TestShell.RunAsync(
            [.. Mandatory, "--message", "m", "-o", folder.File("a.json")]);

        Assert.Equal((0, ""), (exitCode, output));
        Assert.Contains("team/shop", File.ReadAllText(folder.File("a.json")));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("Option '--message' is required", new string[0])]
    [InlineData("--event is push, tag or pr, not merge", new[] { "--message", "m", "--event", "merge" })]
    [InlineData("Unrecognized command or argument '--mesage'", new[] { "--message", "m", "--mesage", "m" })]
    [InlineData("Option '--sha' expects a single argument", new[] { "--message", "m", "--sha", "2" })]
    public async Task Create_WrongUsage_Ends2WithOneLine(string expected, string[] more)
    {
        var (exitCode, output, error) = await TestShell.RunAsync([.. Mandatory, .. more]);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(expected, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("2020-10-07T13:55:29+02:00", 1602071729)]
    [InlineData("2020-10-07T11:55:29Z", 1602071729)]
    [InlineData("2020-10-07T11:55:29", 1602071729)]
    [InlineData("2020-10-07T11:55:29.123456Z", 1602071729)]
    [InlineData("2020-10-07 13:55:29 +0200", 1602071729)]
    [InlineData("2020-10-07", 1602028800)]
    public async Task Created_InAFormOfIso8601_IsUnixSeconds(string created, long expected)
    {
        string[] arguments = [.. Mandatory, "--message", "m"];
        arguments[Array.IndexOf(arguments, "--created") + 1] = created;

        var (exitCode, output, _) = await TestShell.RunAsync(arguments);

        Assert.Equal(0, exitCode);
        Assert.Equal(expected, (long)JsonNode.Parse(output)!["version"]!["created"]!);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("")]
    [InlineData("2020-13-07T13:55:29Z")]
    public async Task Created_ThatIsNoTime_IsWrongUsage(string created)
    {
        string[] arguments = [.. Mandatory, "--message", "m"];
        arguments[Array.IndexOf(arguments, "--created") + 1] = created;

        var (exitCode, _, error) = await TestShell.RunAsync(arguments);

        Assert.Equal(2, exitCode);
        Assert.Contains("--created must be a time in ISO 8601", error);
    }
}
