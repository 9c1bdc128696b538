using Gimlet.FluxWatcher.Objects;

namespace Gimlet.FluxWatcher.Tests.Objects;

public sealed class SourcePathTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData(".", "")]
    [InlineData("./", "")]
    [InlineData("/", "")]
    [InlineData("./staging", "staging")]
    [InlineData("/staging/", "staging")]
    [InlineData("staging/./apps//", "staging/apps")]
    [InlineData("./staging/../production", "production")]
    [InlineData("../../staging", "staging")]
    public void Path_IsNormalised(string? path, string expected) => Assert.Equal(expected, SourcePath.Normalise(path));
}
