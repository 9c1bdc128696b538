using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>What a YAML document says that it is; absent fields are empty.</summary>
internal sealed record KubernetesDocument
{
    // Deeper than any manifest. The parser's work grows with the square of the depth.
    private const int MaxDepth = 100;

    /// <summary>From 1, empty documents included.</summary>
    public required int Number { get; init; }

    /// <summary>Of its first content, from 1.</summary>
    public required long Line { get; init; }

    public required bool IsMapping { get; init; }

    public required bool HasDirectives { get; init; }

    public string ApiVersion { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>
    /// Reads the documents that are not empty. Works on the parser's events and so never expands an alias, however many
    /// there are. Throws <see cref="YamlException"/>.
    /// </summary>
    public static IEnumerable<KubernetesDocument> ReadAll(string text)
    {
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        for (var number = 1; parser.TryConsume<DocumentStart>(out var start); number++)
        {
            var document = Read(parser, number, start);
            parser.Consume<DocumentEnd>();
            if (document is not null)
            {
                yield return document;
            }
        }
    }

    private static KubernetesDocument? Read(Parser parser, int number, DocumentStart start)
    {
        var first = parser.Current!;
        if (first is Scalar { Value: "", Style: ScalarStyle.Plain })
        {
            parser.MoveNext();
            return null;
        }

        var document = new KubernetesDocument
        {
            Number = number,
            Line = first.Start.Line,
            IsMapping = first is MappingStart,
            HasDirectives = start.Version is not null,
        };
        if (!parser.TryConsume<MappingStart>(out _))
        {
            Skip(parser);
            return document;
        }

        while (!parser.TryConsume<MappingEnd>(out _))
        {
            document = ReadField(parser, document);
        }

        return document;
    }

    private static KubernetesDocument ReadField(Parser parser, KubernetesDocument document)
    {
        switch (ReadKey(parser))
        {
            case "apiVersion":
                return document with { ApiVersion = ReadScalar(parser) };
            case "kind":
                return document with { Kind = ReadScalar(parser) };
            case "metadata" when parser.TryConsume<MappingStart>(out _):
                while (!parser.TryConsume<MappingEnd>(out _))
                {
                    document = ReadKey(parser) switch
                    {
                        "name" => document with { Name = ReadScalar(parser) },
                        "namespace" => document with { Namespace = ReadScalar(parser) },
                        _ => Skip(parser, document),
                    };
                }

                return document;
            default:
                return Skip(parser, document);
        }
    }

    private static string? ReadKey(Parser parser)
    {
        if (parser.TryConsume<Scalar>(out var key))
        {
            return key.Value;
        }

        Skip(parser);
        return null;
    }

    private static string ReadScalar(Parser parser)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return scalar is { Style: ScalarStyle.Plain, Value: "null" or "~" } ? "" : scalar.Value;
        }

        Skip(parser);
        return "";
    }

    private static KubernetesDocument Skip(Parser parser, KubernetesDocument document)
    {
        Skip(parser);
        return document;
    }

    private static void Skip(Parser parser)
    {
        var depth = 0;
        do
        {
            var node = parser.Consume<ParsingEvent>();
            depth += node.NestingIncrease;
            if (depth > MaxDepth)
            {
                throw new YamlException(node.Start, node.End, $"is nested more than {MaxDepth} levels deep");
            }
        }
        while (depth > 0);
    }
}
