using System.Globalization;
using Gimlet.Contracts;
using Microsoft.OpenApi;

namespace Gimlet.Gateway.Requests;

internal sealed record TextParameter(string Name, string Description) : QueryParameter(Name, Description)
{
    public string Read(HttpRequest request) => Text(request) ?? "";
}

/// <summary>May be given any number of times.</summary>
internal sealed record TextsParameter(string Name, string Description) : QueryParameter(Name, Description)
{
    public override OpenApiSchema Schema =>
        new() { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } };

    public IEnumerable<string> Read(HttpRequest request) =>
        request.Query[Name].Where(text => !string.IsNullOrEmpty(text)).Select(text => Check(text!));
}

internal sealed record ChoiceParameter(string Name, string Description, params string[] Choices)
    : QueryParameter(Name, Description)
{
    public override OpenApiSchema Schema => new() { Type = JsonSchemaType.String, Enum = [.. Choices] };

    public string Read(HttpRequest request)
    {
        var text = Text(request) ?? "";
        return text.Length == 0 || Choices.Contains(text)
            ? text
            : throw Wrong($"must be one of {string.Join(", ", Choices)}");
    }
}

internal sealed record CountParameter(string Name, string Description, int Default, int Maximum)
    : QueryParameter(Name, Description)
{
    public override OpenApiSchema Schema => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = "0",
        Maximum = Maximum.ToString(CultureInfo.InvariantCulture),
        Default = Default,
    };

    public int Read(HttpRequest request)
    {
        if (Text(request) is not { } text)
        {
            return Default;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= Maximum
            ? count
            : throw Wrong($"must be a whole number from 0 to {Maximum}");
    }
}

/// <summary>Read as unix microseconds; 0 when absent.</summary>
internal sealed record TimeParameter(string Name, string Description) : QueryParameter(Name, Description)
{
    public override OpenApiSchema Schema => new() { Type = JsonSchemaType.String, Format = "date-time" };

    public long Read(HttpRequest request)
    {
        if (Text(request) is not { } text)
        {
            return 0;
        }

        return Rfc3339.TryRead(text) is { } time
            ? UnixMicroseconds.From(time)
            : throw Wrong("must be a time as in RFC 3339, for example 2024-05-01T12:00:00Z");
    }
}
