using Gimlet.GitopsWriter.Rendering;

namespace Gimlet.GitopsWriter.Tests.Rendering;

public sealed class ChartOptionsTests
{
    [Fact]
    public void Validate_BrokenCredentials_AreNamedAtStart()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("credentials.json", """[{"host": "charts.example.com", "pasword": "secret"}]""");

        var result = new ChartOptionsValidator().Validate(null, new ChartOptions { CredentialsPath = path });

        Assert.True(result.Failed);
        Assert.StartsWith("CHARTS_CREDENTIALS_PATH: ", result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.FailureMessage, StringComparison.Ordinal);
    }
}
