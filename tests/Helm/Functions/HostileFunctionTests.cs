using System.Security.Cryptography.X509Certificates;
using Gimlet.Helm.Functions;
using Gimlet.Templating;

namespace Gimlet.Helm.Tests.Functions;

public sealed class HostileFunctionTests
{
    private static readonly TemplateOptions Options = new() { Functions = HelmFunctions.All };

    [Theory]
    [InlineData("{{ repeat 1000000000 \"x\" }}")]
    [InlineData("{{ until 1000000000 | len }}")]
    [InlineData("{{ untilStep 0 1000000000 1 | toJson }}")]
    [InlineData("{{ seq 1000000000 }}")]
    [InlineData("{{ randAlphaNum 1000000000 }}")]
    [InlineData("{{ randBytes 1000000000 }}")]
    [InlineData("{{ range until 1000 }}{{ genPrivateKey \"ecdsa\" }}{{ end }}")]
    [InlineData("{{ range until 1000 }}{{ bcrypt \"x\" }}{{ end }}")]
    [InlineData("{{ wrapWith 1 (repeat 1000 \"x\") (repeat 100000 \"y\") }}")]
    [InlineData("{{ regexReplaceAll \"\" (repeat 100000 \"y\") (repeat 1000 \"x\") }}")]
    public void Function_ThatAsksForTooMuch_EndsAtTheLimit(string template) => Assert.Throws<TemplateLimitException>(
        () => Template.Parse("t", template, Options).Execute(null, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("{{ $d := dict }}{{ $_ := set $d \"a\" $d }}{{ toYaml $d }}", "error calling toYaml")]
    [InlineData("{{ $d := dict }}{{ $_ := set $d \"a\" $d }}{{ toJson $d }}", "error calling toJson")]
    [InlineData("{{ $d := dict }}{{ $_ := set $d \"a\" $d }}{{ deepCopy $d }}", "error calling deepCopy")]
    [InlineData("{{ $d := dict }}{{ $_ := set $d \"a\" $d }}{{ toToml $d }}", "error calling toToml")]
    [InlineData("{{ fromYaml (repeat 100000 \"[\") }}", "")]
    public void Function_OfAValueWithinItself_IsAnError(string template, string message)
    {
        var (output, error) = Execute(template);

        Assert.True(message.Length == 0 ? output!.Contains("exceeded max depth") : error!.Contains(message), error);
    }

    [Fact]
    public void RegexMatch_CatastrophicPattern_IsLinear() => Assert.Equal(
        "false", Execute("{{ regexMatch \"^(a+)+$\" (printf \"%sb\" (repeat 50000 \"a\")) }}").Output);

    [Fact]
    public void RegexMatch_WordBoundaryInTextBeyondAscii_EndsSoon()
    {
        var (_, error) = Execute("{{ mustRegexMatch `^(a+)+\\b!` (printf \"%sé\" (repeat 50 \"a\")) }}");

        Assert.EndsWith(@"regexp: \b took too long to match in text beyond ASCII", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Certificates_OfAnAuthority_AreSignedByIt()
    {
        var (output, _) = Execute(
            "{{ $ca := genCA \"ca\" 30 }}{{ $c := genSignedCert \"name\" (list \"10.0.0.1\") (list \"a.b\") 10 $ca }}"
            + "{{ $ca.Cert }}|{{ $c.Cert }}|{{ $c.Key }}");
        var parts = output!.Split('|');
        using var authority = X509Certificate2.CreateFromPem(parts[0]);
        using var certificate = X509Certificate2.CreateFromPem(parts[1], parts[2]);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;

        Assert.True(chain.Build(certificate));
        Assert.Equal("CN=name", certificate.Subject);
        Assert.True(certificate.MatchesHostname("a.b"));
        Assert.True(certificate.HasPrivateKey);
    }

    private static (string? Output, string? Error) Execute(string template)
    {
        try
        {
            return (Template.Parse("t", template, Options).Execute(null, TestContext.Current.CancellationToken), null);
        }
        catch (TemplateException exception)
        {
            return (null, exception.Message);
        }
    }
}
