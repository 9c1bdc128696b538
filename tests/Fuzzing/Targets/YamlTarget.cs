using System.Text;
using Gimlet.GoYaml;

namespace Gimlet.Fuzzing.Targets;

/// <summary>What can be read can be written, and reads as the same again.</summary>
internal sealed class YamlTarget : IFuzzTarget
{
    public string Name => "yaml";

    public IReadOnlyList<byte[]> Seeds { get; } =
        [.. Corpus.Files("tests/Manifests/Cases", ".yaml"), .. Corpus.Files("samples", ".yaml")];

    public void Feed(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        foreach (var options in new[] { YamlReadOptions.Default, YamlReadOptions.Kustomize })
        {
            var written = YamlWriter.Write(YamlReader.Read(text, options));
            if (YamlWriter.Write(YamlReader.Read(written, options)) != written)
            {
                throw new InvalidOperationException("What was written reads as something else");
            }
        }
    }

    public bool IsRefusal(Exception e) => e is YamlException;
}
