using Gimlet.Gateway.Users;
using Gimlet.Persistence;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gimlet.Gateway.Tests;

public sealed class AdminAccountTests : IDisposable
{
    private readonly string _folder = TestGateway.CreateFolder();

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FirstStart_PrintsAWorkingTokenAndLaterStartsPrintNone()
    {
        var first = await StartAsync();
        var second = await StartAsync();

        Assert.StartsWith("Admin token: gimlet_", first, StringComparison.Ordinal);
        Assert.Empty(second);
        Assert.Equal(200, await UseAsync(TokenOf(first)));
    }

    [Fact]
    public async Task PrintAdminToken_ReplacesTheOldToken()
    {
        var first = await StartAsync();
        var second = await StartAsync("PRINT_ADMIN_TOKEN=true");

        Assert.Equal(401, await UseAsync(TokenOf(first)));
        Assert.Equal(200, await UseAsync(TokenOf(second)));
    }

    [Fact]
    public async Task AdminToken_IsSetAndNotPrinted()
    {
        var printed = await StartAsync("ADMIN_TOKEN=  chosen-by-the-operator\n");

        Assert.Empty(printed);
        Assert.Equal(200, await UseAsync("chosen-by-the-operator"));
    }

    [Fact]
    public async Task AdminToken_AtALaterStart_ReplacesTheOldToken()
    {
        var first = await StartAsync();
        await StartAsync("ADMIN_TOKEN=chosen-by-the-operator");

        Assert.Equal(401, await UseAsync(TokenOf(first)));
        Assert.Equal(200, await UseAsync("chosen-by-the-operator"));
    }

    [Fact]
    public async Task Database_HoldsNoToken()
    {
        var token = TokenOf(await StartAsync());

        foreach (var file in Directory.GetFiles(_folder))
        {
            var content = await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1, Ended);
            Assert.DoesNotContain(token[AccessToken.Prefix.Length..], content, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Replicas_ThatStartTogether_PrintOneToken(bool print)
    {
        await using var database = Database.Create(
            new DatabaseOptions { DataPath = _folder }, GatewayService.DatabaseName);
        await new Migrator(database, typeof(GatewayService).Assembly).MigrateAsync(Ended);
        var users = new UserStore(database);
        var outputs = Enumerable.Range(0, 8).Select(_ => new StringWriter()).ToList();
        var replicas = outputs.ConvertAll(output => new AdminAccount(
            users,
            Options.Create(new AdminOptions { Print = print }),
            output,
            TimeProvider.System,
            NullLogger<AdminAccount>.Instance));

        await Task.WhenAll(replicas.Select(replica => Task.Run(() => replica.StartAsync(Ended))));

        var printed = Assert.Single(outputs, output => output.ToString().Length > 0);
        var user = await users.FindByTokenAsync(AccessToken.Hash(TokenOf(printed.ToString())), Ended);
        Assert.Equal("admin", user?.Login);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string TokenOf(string printed) => printed.Split(": ")[1].Trim();

    private async Task<string> StartAsync(params string[] settings)
    {
        await using var gateway = await TestGateway.StartAsync(_folder, ownsFolder: false, settings);
        return gateway.Output.ToString();
    }

    private async Task<int> UseAsync(string token)
    {
        await using var gateway = await TestGateway.StartAsync(_folder, ownsFolder: false, []);
        using var client = gateway.As(token);
        return (await gateway.GetAsync("/api/users", client)).Status;
    }
}
