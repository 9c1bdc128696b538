using Gimlet.Gateway.Problems;
using Microsoft.OpenApi;

namespace Gimlet.Gateway.Requests;

/// <summary>A query parameter, declared once: for reading, for errors that name it, and for OpenAPI.</summary>
internal abstract record QueryParameter(string Name, string Description)
{
    private const int MaximalLength = 1000;

    public bool Mandatory { get; init; }

    public virtual OpenApiSchema Schema => new() { Type = JsonSchemaType.String };

    /// <summary>Its value; null when it is absent or empty, which mean the same.</summary>
    protected string? Text(HttpRequest request)
    {
        var values = request.Query[Name];
        if (values.Count > 1)
        {
            throw Wrong("is given more than once");
        }

        var text = values.ToString();
        if (text.Length > 0)
        {
            return Check(text);
        }

        return Mandatory ? throw Wrong("is mandatory") : null;
    }

    protected string Check(string text)
    {
        if (text.Length > MaximalLength)
        {
            throw Wrong($"is longer than {MaximalLength} characters");
        }

        return text.Any(char.IsControl) ? throw Wrong("contains a control character") : text;
    }

    protected ProblemException Wrong(string problem) => ProblemException.BadRequest($"{Name} {problem}");
}
