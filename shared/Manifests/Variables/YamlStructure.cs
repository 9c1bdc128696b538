using System.Globalization;
using System.Text;
using Gimlet.Manifests.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Core.Tokens;
using Scalar = YamlDotNet.Core.Events.Scalar;

namespace Gimlet.Manifests.Variables;

/// <summary>What a YAML text is apart from the text of its scalars.</summary>
internal static class YamlStructure
{
    /// <summary>
    /// Two texts with the same result differ in the text of values alone. Null for text that is no YAML.
    /// </summary>
    public static string? Of(string text)
    {
        try
        {
            var structure = new StringBuilder();
            return AppendEvents(structure, text) ? AppendComments(structure, text).ToString() : null;
        }
        catch (Exception e) when (YamlComposer.IsSyntaxError(e))
        {
            return null;
        }
    }

    private static bool AppendEvents(StringBuilder structure, string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            var current = parser.Current!;
            depth += current.NestingIncrease;
            if (depth > ReadLimits.Depth + 2)
            {
                // Beyond what is read anyway, and YamlDotNet's time grows with the square of the depth.
                return false;
            }

            Append(structure, current);
        }

        return true;
    }

    private static void Append(StringBuilder structure, ParsingEvent current)
    {
        structure.Append('\n').Append(current.GetType().Name);
        if (current is NodeEvent node)
        {
            structure.Append(CultureInfo.InvariantCulture, $" &{node.Anchor} {node.Tag}");
        }

        _ = current switch
        {
            Scalar { IsKey: true } key => structure.Append(' ').Append(key.Style).Append(' ').Append(key.Value),
            Scalar scalar => structure.Append(' ').Append(scalar.Style),
            MappingStart mapping => structure.Append(' ').Append(mapping.Style),
            SequenceStart sequence => structure.Append(' ').Append(sequence.Style),
            YamlDotNet.Core.Events.AnchorAlias alias => structure.Append(" *").Append(alias.Value),
            YamlDotNet.Core.Events.DocumentStart document =>
                structure.Append(document.IsImplicit).Append(document.Version).Append(document.Tags?.Count),
            YamlDotNet.Core.Events.DocumentEnd document => structure.Append(document.IsImplicit),
            _ => structure,
        };
    }

    /// <summary>Counts comments: a value that begins one swallows the rest of its line without a trace.</summary>
    private static StringBuilder AppendComments(StringBuilder structure, string text)
    {
        var scanner = new Scanner(new StringReader(text), skipComments: false);
        var comments = 0;
        while (scanner.MoveNext())
        {
            comments += scanner.Current is YamlDotNet.Core.Tokens.Comment ? 1 : 0;
        }

        return structure.Append(CultureInfo.InvariantCulture, $"\n{comments} comments");
    }
}
