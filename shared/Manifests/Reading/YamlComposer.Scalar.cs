using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gimlet.Manifests.Reading;

/// <content>Scalars and tags.</content>
internal sealed partial class YamlComposer
{
    private const string CoreTag = "tag:yaml.org,2002:";

    private ScalarNode Scalar(Scalar scalar, FieldPath path)
    {
        var position = At(scalar.Start);
        if (IsBareTag(scalar))
        {
            return new ScalarNode(position, ScalarKind.Text, BareTag(scalar)) { IsBareTag = true };
        }

        CheckTag(scalar, path, "str", "int", "float", "bool", "null");
        var isText = scalar.Style != ScalarStyle.Plain || scalar.Tag.IsNonSpecific || IsCore(scalar.Tag, "str");
        var (kind, value) = isText
            ? (ScalarKind.Text, scalar.Value)
            : YamlScalar.Type(scalar.Value)
                ?? throw path.Error($"the number {scalar.Value} does not exist in JSON", position);
        if (!isText && !Agrees(scalar.Tag, kind))
        {
            throw path.Error($"{Quoted.Short(scalar.Value)} is not what its tag {Written(scalar.Tag)} says", position);
        }

        return new ScalarNode(position, kind, value, scalar.Value);
    }

    private static bool IsBareTag(Scalar scalar)
    {
        return scalar is { Style: ScalarStyle.Plain, Value: "", Anchor.IsEmpty: true, Tag.IsEmpty: false }
            && !scalar.Tag.Value.StartsWith(CoreTag, StringComparison.Ordinal);
    }

    /// <summary>The tag as it was written: the parser gives it with its percent escapes resolved.</summary>
    private string BareTag(Scalar scalar)
    {
        var written = _text.AsSpan((int)scalar.Start.Index);
        var end = written.IndexOfAny(" \t\r\n");
        return (end < 0 ? written : written[..end]).ToString();
    }

    private static bool Agrees(TagName tag, ScalarKind kind)
    {
        return tag.IsEmpty || kind switch
        {
            ScalarKind.Number => IsCore(tag, "int") || IsCore(tag, "float"),
            ScalarKind.Boolean => IsCore(tag, "bool"),
            ScalarKind.Null => IsCore(tag, "null"),
            _ => false,
        };
    }

    private static void CheckTag(NodeEvent node, FieldPath path, params ReadOnlySpan<string> known)
    {
        if (node.Tag.IsEmpty || node.Tag.IsNonSpecific)
        {
            return;
        }

        foreach (var name in known)
        {
            if (IsCore(node.Tag, name))
            {
                return;
            }
        }

        throw path.Error(
            $"the YAML tag {Written(node.Tag)} is not supported; text that begins with ! needs quotes",
            At(node.Start));
    }

    private static string Written(TagName tag)
    {
        return Quoted.Short(tag.Value.Replace(CoreTag, "!!", StringComparison.Ordinal));
    }

    private static bool IsCore(TagName tag, string name)
    {
        return !tag.IsEmpty && tag.Value == CoreTag + name;
    }
}
