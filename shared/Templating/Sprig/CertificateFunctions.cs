using Gimlet.Templating.Sprig.Certificates;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>The keys and certificates of sprig's crypto.go.</summary>
internal static class CertificateFunctions
{
    public static FunctionMap Map { get; } = new()
    {
        { "genPrivateKey", [Text], static (context, arguments) => PrivateKey.Generate(context, arguments.Text(0)) },
        { "genCA", [Text, Int], static (context, arguments) =>
            CreateAuthority(context, arguments, PrivateKey.GenerateForCertificate(context)) },
        { "genCAWithKey", [Text, Int, Text], static (context, arguments) =>
            CreateAuthority(context, arguments, PrivateKey.Parse(arguments.Text(2), "parsing private key: ")) },
        { "genSelfSignedCert", [Text, List, List, Int], static (context, arguments) =>
            Create(context, arguments, PrivateKey.GenerateForCertificate(context), null) },
        { "genSelfSignedCertWithKey", [Text, List, List, Int, Text], static (context, arguments) =>
            Create(context, arguments, PrivateKey.Parse(arguments.Text(4), "parsing private key: "), null) },
        { "genSignedCert", [Text, List, List, Int, Any], static (context, arguments) =>
            Create(context, arguments, PrivateKey.GenerateForCertificate(context), arguments[4]) },
        { "genSignedCertWithKey", [Text, List, List, Int, Any, Text], static (context, arguments) =>
            Create(context, arguments, PrivateKey.Parse(arguments.Text(5), "parsing private key: "), arguments[4]) },
        { "buildCustomCert", [Text, Text], static (_, arguments) => Build(arguments.Text(0), arguments.Text(1)) },
    };

    private static GoCertificate CreateAuthority(CallContext context, ReadOnlySpan<object?> arguments, PrivateKey key)
    {
        var request = new CertificateRequestData(arguments.Text(0), [], [], arguments.Int(1), IsAuthority: true);
        return CertificateBuilder.Build(context, request, key, null);
    }

    private static GoCertificate Create(
        CallContext context, ReadOnlySpan<object?> arguments, PrivateKey key, object? authority)
    {
        var request = new CertificateRequestData(
            arguments.Text(0), arguments.List(1), arguments.List(2), arguments.Int(3), IsAuthority: false);
        var signer = authority switch
        {
            null => null,
            GoCertificate certificate => certificate,
            _ => throw new FunctionException("wrong type for value; expected sprig.certificate; got "
                + Values.GoValue.TypeName(authority)),
        };
        return CertificateBuilder.Build(context, request, key, signer);
    }

    private static GoCertificate Build(string certificate64, string key64)
    {
        var certificate = Decode(certificate64, "unable to decode base64 certificate");
        var key = Decode(key64, "unable to decode base64 private key");
        CertificateBuilder.Parse(certificate);
        PrivateKey.Parse(key, "error parsing private key: ");
        return new GoCertificate(certificate, key);
    }

    private static string Decode(string text, string complaint)
    {
        try
        {
            return EncodingFunctions.DecodeOrFail(text);
        }
        catch (FunctionException)
        {
            throw new FunctionException(complaint);
        }
    }
}
