namespace Gimlet.GoYaml.Scanning;

/// <summary>What the scanner or the parser stumbled over, before it is put into the words of a dialect.</summary>
internal sealed class SyntaxException(string problem, Mark place, Mark context, bool isScanner) : Exception(problem)
{
    /// <summary>
    /// The message with the line that go-yaml names, which is not always the line where the problem is: the parser
    /// counts lines from 0, the scanner from 1, and a problem in the first line has none.
    /// </summary>
    public YamlException InDialect(YamlDialect dialect)
    {
        var (first, second) = dialect == YamlDialect.V2 ? (place, context) : (context, place);
        var line = first.Line != 0 ? first.Line : second.Line;
        var isCounted = line != 0 && isScanner && (dialect == YamlDialect.V3 || first.Line != 0);
        var where = line == 0 ? "" : $"line {(isCounted ? line + 1 : line)}: ";
        return new YamlException($"yaml: {where}{Message}");
    }
}
