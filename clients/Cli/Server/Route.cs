using System.Text;

namespace Gimlet.Cli.Server;

/// <summary>A route of the API with its query; what is empty is left out.</summary>
internal sealed class Route(string path)
{
    private readonly StringBuilder _text = new(path);
    private char _separator = '?';

    public Route With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _text.Append(_separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            _separator = '&';
        }

        return this;
    }

    public override string ToString() => _text.ToString();
}
