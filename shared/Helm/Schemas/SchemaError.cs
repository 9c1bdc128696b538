using System.Text;

namespace Gimlet.Helm.Schemas;

/// <summary>A value that is not as its schema says, and the errors that are the cause.</summary>
/// <param name="Location">Where the value is, a JSON pointer.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Causes">Further errors, for schemas that combine others.</param>
internal sealed record SchemaError(string Location, string Message, IReadOnlyList<SchemaError> Causes)
{
    private const string GroupMessage = "validation failed";

    /// <summary>Makes one error of those of one schema; null of none.</summary>
    public static SchemaError? Of(string location, List<SchemaError>? errors) => errors switch
    {
        null or [] => null,
        [var single] => single,
        _ => new SchemaError(location, GroupMessage, errors),
    };

    /// <summary>The error as indented lines. Several errors at the top have no heading.</summary>
    public string Display()
    {
        var text = new StringBuilder();
        foreach (var error in Message == GroupMessage ? Causes : [this])
        {
            error.Append(text, 0);
        }

        return text.ToString().TrimEnd('\n');
    }

    private void Append(StringBuilder text, int depth)
    {
        text.Append(' ', depth * 2).Append("- at ").Append(SchemaText.Quote(Location)).Append(": ").Append(Message)
            .Append('\n');
        foreach (var cause in Causes)
        {
            cause.Append(text, depth + 1);
        }
    }
}
