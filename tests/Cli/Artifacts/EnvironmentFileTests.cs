using Gimlet.Cli.Artifacts;

namespace Gimlet.Cli.Tests.Artifacts;

public sealed class EnvironmentFileTests
{
    [Fact]
    public void Read_Cue_IsRefusedByName()
    {
        var error = Assert.Throws<CliException>(() => EnvironmentFile.Read(".gimlet/staging.cue"));

        Assert.Contains(".gimlet/staging.cue: manifests in CUE", error.Message, StringComparison.Ordinal);
    }
}
