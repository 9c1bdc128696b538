using System.Text;

namespace Gimlet.Kustomize.Tests;

/// <summary>
/// A tree of YAML whose scalars are already text, so that a generator says how each is written: with quotes or without.
/// </summary>
internal abstract record YamlText
{
    public sealed record Scalar(string Text) : YamlText;

    public sealed record Map(params (string Name, YamlText Value)[] Fields) : YamlText;

    public sealed record Items(params YamlText[] Values) : YamlText;

    public static implicit operator YamlText(string text) => new Scalar(text);

    public sealed override string ToString()
    {
        var text = new StringBuilder();
        Write(text, "", isInLine: false);
        return text.ToString();
    }

    private void Write(StringBuilder text, string indent, bool isInLine)
    {
        switch (this)
        {
            case Scalar scalar:
                text.Append(isInLine ? " " : indent).Append(scalar.Text).Append('\n');
                break;
            case Map { Fields: [] }:
                text.Append(isInLine ? " " : indent).Append("{}\n");
                break;
            case Items { Values: [] }:
                text.Append(isInLine ? " " : indent).Append("[]\n");
                break;
            case Map map:
                text.Append(isInLine ? "\n" : "");
                foreach (var (name, value) in map.Fields)
                {
                    text.Append(indent).Append(name).Append(':');
                    value.Write(text, indent + "  ", isInLine: true);
                }

                break;
            case Items items:
                text.Append(isInLine ? "\n" : "");
                foreach (var value in items.Values)
                {
                    text.Append(indent).Append('-');
                    value.Write(text, indent + "  ", isInLine: true);
                }

                break;
        }
    }
}
