using System.Text.Json.Nodes;
using Gimlet.Cli.Tests.Servers;

namespace Gimlet.Cli.Tests.Releases;

public sealed class ListTests
{
    // The clock of the tests stands at 2026-03-01T12:00:00Z.
    private const string Artifacts = """
        [
          {"id":"team/shop-2",
           "version":{"repositoryName":"team/shop","sha":"0123456789abcdef","created":1772362800,"branch":"main",
            "committerName":"Jane","message":"Sell\nmore","url":"https://example.com/2"},
           "environments":[
            {"app":"shop","env":"staging","deploy":{"event":"push","branch":"main"}},
            {"app":"shop","env":"production"}]},
          {"id":"team/shop-1",
           "version":{"repositoryName":"team/shop","sha":"abc","created":1772193600,"branch":"fix","message":"Old"}}
        ]
        """;

    private const string Releases = """
        [
          {"app":"shop","env":"staging","gitopsRepo":"gitops","gitopsRef":"222","gitopsCommitStatus":"Progressing",
           "created":1772366390,"triggeredBy":"jane"},
          {"app":"shop","env":"staging","gitopsRepo":"gitops","gitopsRef":"111",
           "created":1769342400,"rolledBack":true,"triggeredBy":"policy",
           "version":{"repositoryName":"team/shop","sha":"abc","created":1769342400,"branch":"main","message":"Old"}}
        ]
        """;

    [Fact]
    public async Task Artifacts_AsLines_HaveTheNewestAtTheBottom() => Assert.Equal(
        """
        team/shop-1
        abc - Old (2 days ago)
        team/shop@fix

        team/shop-2
        01234567 - Sell more (1 hour ago) Jane
        team/shop@main https://example.com/2
          shop -> staging @ push on main
          shop -> production


        """,
        await ShowAsync(Artifacts, "artifact", "list"));

    [Theory]
    [InlineData(new[] { "team/shop-1", "team/shop-2" }, new string[0])]
    [InlineData(new[] { "team/shop-2", "team/shop-1" }, new[] { "--reverse" })]
    public async Task Artifacts_AsJson_AreInTheOrderOfTheLines(string[] expected, string[] more)
    {
        var json = await ShowAsync(Artifacts, ["artifact", "list", "-o", "json", .. more]);

        Assert.Equal(expected, JsonNode.Parse(json)!.AsArray().Select(artifact => (string?)artifact!["id"]));
    }

    [Fact]
    public async Task Releases_AsLines_HaveTheNewestAtTheBottom() => Assert.Equal(
        """
        shop -> staging gitops@111 **ROLLED BACK** (1 month ago)
          abc - Old (1 month ago)
          team/shop@main

        shop -> staging gitops@222 Progressing (just now)


        """,
        await ShowAsync(Releases, "release", "list", "--env", "staging"));

    [Theory]
    [InlineData(new[] { "222", "111" }, new string[0])]
    [InlineData(new[] { "111", "222" }, new[] { "-r" })]
    public async Task Releases_AsJson_HaveTheNewestFirst(string[] expected, string[] more)
    {
        var json = await ShowAsync(Releases, ["release", "list", "--env=staging", "-o", "json", .. more]);

        Assert.Equal(expected, JsonNode.Parse(json)!.AsArray().Select(release => (string?)release!["gitopsRef"]));
    }

    [Fact]
    public async Task Status_AsLines_NamesEachApp() => Assert.Equal(
        """
        cart
        Release data not available

        shop
        shop -> staging gitops@222 Progressing (just now)


        """,
        await ShowAsync(
            """
            {"shop":{"app":"shop","env":"staging","gitopsRepo":"gitops","gitopsRef":"222",
              "gitopsCommitStatus":"Progressing","created":1772366390},
             "cart":null}
            """,
            "release", "status", "--env", "staging"));

    [Theory]
    [InlineData(Artifacts, "team/shop-2", "artifact list")]
    [InlineData(Releases, "ROLLED", "release list --env staging")]
    [InlineData(
        """{"shop":{"app":"shop","env":"staging","gitopsRef":"222"},"cart":null}""",
        "cart",
        "release status --env staging")]
    public async Task List_OnATerminal_IsATable(string answer, string expected, string command)
    {
        await using var server = await FakeServer.StartAsync(200, "application/json", answer);
        var shell = new TestShell(isForPeople: true);

        var exitCode = await shell.RunAsync(server.Address, command.Split(' '));

        Assert.Equal(0, exitCode);
        Assert.Contains(expected, shell.Output);
        Assert.Contains('│', shell.Output);
    }

    [Fact]
    public async Task List_WithoutAnyMatch_PrintsNoResult()
    {
        await using var server = await FakeServer.StartAsync(200, "application/json", "[]");
        var shell = new TestShell();

        var exitCode = await shell.RunAsync(server.Address, "artifact", "list");

        Assert.Equal((0, "", "No artifact matches.\n"), (exitCode, shell.Output, shell.Error));
    }

    private static async Task<string> ShowAsync(string answer, params string[] arguments)
    {
        await using var server = await FakeServer.StartAsync(200, "application/json", answer);
        var shell = new TestShell();
        Assert.Equal(0, await shell.RunAsync(server.Address, arguments));
        Assert.Equal("", shell.Error);
        return shell.Output;
    }
}
