using System.Globalization;
using System.Text;

namespace Gimlet.GoYaml.Reading;

/// <summary>Makes values of nodes.</summary>
internal sealed partial class Decoder(YamlReadOptions options)
{
    private readonly HashSet<Node> _openAliases = [];
    private int _count;
    private int _aliasedCount;
    private int _aliasDepth;
    private int _depth;

    public object? Read(Node node)
    {
        CountNode();
        // The parser bounds the depth of what is written; aliases can put one depth into another.
        if (++_depth > options.MaxDepth + 1)
        {
            throw new YamlLimitException($"yaml: exceeded max depth of {options.MaxDepth}");
        }

        var value = ReadContent(node);
        _depth--;
        return value;
    }

    private object? ReadContent(Node node)
    {
        switch (node.Kind)
        {
            case NodeKind.Alias:
                return ReadAlias(node);
            case NodeKind.Sequence:
                var list = new List<object?>(node.Children.Count);
                foreach (var child in node.Children)
                {
                    list.Add(Read(child));
                }

                return list;
            case NodeKind.Mapping:
                return ReadMapping(node);
            default:
                var value = ReadNumber(ReadScalar(node));
                return options.KeepScalars
                    ? new YamlScalar(value, node.Value, node.IsPlain || node.Tag.Length > 0)
                    : value;
        }
    }

    private object? ReadAlias(Node alias)
    {
        if (!_openAliases.Add(alias))
        {
            throw new YamlException($"yaml: anchor '{alias.Value}' value contains itself");
        }

        _aliasDepth++;
        var value = Read(alias.Target!);
        _aliasDepth--;
        _openAliases.Remove(alias);
        return value;
    }

    // go-yaml's own measure against aliases of aliases: of a small document nearly all may come from aliases, of a
    // large one a tenth.
    private void CountNode()
    {
        const int smallCount = 400_000;
        const int largeCount = 4_000_000;
        if (++_count > options.MaxNodes)
        {
            throw YamlLimitException.OfNodes(options);
        }

        _aliasedCount += _aliasDepth > 0 ? 1 : 0;
        var allowed = 0.99 - (0.89 * (Math.Clamp(_count, smallCount, largeCount) - smallCount)
            / (largeCount - smallCount));
        if (_aliasedCount > 100 && _count > 1000 && (double)_aliasedCount / _count > allowed)
        {
            throw new YamlException("yaml: document contains excessive aliasing");
        }
    }

    private object? ReadScalar(Node node)
    {
        if (node.Tag.Length == 0 && !node.IsPlain)
        {
            return node.Value;
        }

        var (tag, value) = ScalarResolver.Resolve(node.Tag, node.Value, options.Dialect);
        return tag switch
        {
            Tags.Binary => ReadBinary(node.Value),
            Tags.Timestamp when options.Dialect == YamlDialect.V2 => node.Value,
            _ => value,
        };
    }

    private static string ReadBinary(string text)
    {
        try
        {
            // .NET overlooks all space, Go line breaks only.
            return text.AsSpan().ContainsAny(' ', '\t')
                ? throw new FormatException()
                : Encoding.UTF8.GetString(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            throw new YamlException("yaml: !!binary value contains invalid base64 data");
        }
    }

    // Go passes values on as JSON, which has neither infinities nor, where numbers have no type, integers.
    private object? ReadNumber(object? value) => value switch
    {
        double number when !double.IsFinite(number) =>
            throw new YamlException($"json: unsupported value: {GoNumber.General(number)}"),
        long integer when !options.KeepIntegers => (double)integer,
        ulong integer when !options.KeepIntegers => (double)integer,
        _ => value,
    };
}
