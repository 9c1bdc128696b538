namespace Gimlet.Deployment.Tests;

public sealed class ConfigurationTableTests
{
    [Fact]
    public void Table_OfSettings_HasExactlyThoseThatTheCodeReads()
    {
        var documented = ConfigurationTable.Names("Settings");

        Assert.Empty(Settings.All.Except(documented));
        Assert.Empty(documented.Except(Settings.All));
        Assert.Distinct(documented);
    }
}
