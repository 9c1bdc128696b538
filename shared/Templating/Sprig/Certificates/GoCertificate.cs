using Gimlet.GoYaml;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Sprig.Certificates;

/// <summary>sprig's certificate: two texts in PEM.</summary>
/// <param name="certificate">The certificate.</param>
/// <param name="key">The private key.</param>
internal sealed class GoCertificate(string certificate, string key) : IGoObject, IJsonConvertible
{
    public string Certificate => certificate;

    public string Key => key;

    public string TypeName => "sprig.certificate";

    public bool TryGetMember(string name, out object? member)
    {
        member = name switch { "Cert" => certificate, "Key" => key, _ => null };
        return member is not null;
    }

    public object ToJson() =>
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["Cert"] = certificate, ["Key"] = key };

    public override string ToString() => $"{{{certificate} {key}}}";
}
