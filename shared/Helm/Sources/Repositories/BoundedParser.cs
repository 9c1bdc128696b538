using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gimlet.Helm.Sources;

/// <summary>Refuses YAML that is nested so deep that only an attacker would write it.</summary>
internal sealed class BoundedParser(IParser parser, int maxDepth) : IParser
{
    private int _depth;

    public ParsingEvent? Current => parser.Current;

    public bool MoveNext()
    {
        var moved = parser.MoveNext();
        _depth += moved ? parser.Current!.NestingIncrease : 0;
        return _depth <= maxDepth
            ? moved
            : throw new YamlException(parser.Current!.Start, parser.Current.End, $"nested deeper than {maxDepth}");
    }
}
