using System.Text;
using Gimlet.Templating;

namespace Gimlet.Helm.Rendering;

/// <summary>
/// Errors of templates in helm 4's form: each template on the way to the error with its place, function and message.
/// Helm reads them from the messages of Go's errors, and shows a message that it cannot read as it is.
/// </summary>
internal static class TemplateErrors
{
    private const string Prefix = "template: ";
    private const string Executing = ": executing ";

    public static ChartException OfParsing(TemplateException exception)
    {
        var parts = exception.Message.Split(": ");
        return new ChartException(
            parts.Length == 1
                ? $"parse error in ({exception.TemplateName}): {exception.Message}"
                : $"parse error at ({parts[1]}): {parts[^1]}",
            exception);
    }

    public static ChartException OfExecution(string file, TemplateException exception)
    {
        // A limit is reported where it is met, which may be in a text that no file has.
        var isElsewhere = exception is TemplateLimitException && exception.TemplateName != file;
        var description = Describe(file, exception);
        return new ChartException(isElsewhere ? $"{file}: {description}" : description, exception);
    }

    private static string Describe(string file, TemplateException exception)
    {
        var parts = exception.Message.Split(": ", 3);
        if (parts.Length != 3)
        {
            return $"execution error in ({file}): {exception.Message}";
        }

        if (AuthorError.Find(parts[2]) is { } message)
        {
            return $"execution error at ({parts[1]}): {message}";
        }

        var text = new StringBuilder();
        var last = "";
        for (Exception? current = exception; current is not null; current = current.InnerException)
        {
            if (DescribeOne(current.Message) is not { } description)
            {
                return exception.Message;
            }

            text.Append(description == last ? "" : description);
            last = description;
        }

        return text.ToString().Trim();
    }

    private static string? DescribeOne(string error)
    {
        if (!error.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = error[Prefix.Length..];
        if (rest.StartsWith("no template ", StringComparison.Ordinal))
        {
            return $"{error}\n";
        }

        var executing = rest.IndexOf(Executing, StringComparison.Ordinal);
        return executing >= 0
            ? DescribeExecution(rest[..executing], rest[(executing + Executing.Length)..])
            : DescribePlain(rest);
    }

    private static string? DescribeExecution(string location, string rest)
    {
        var end = rest.IndexOf(">: ", StringComparison.Ordinal);
        return rest.StartsWith('"') && rest.IndexOf("\" at <", 1, StringComparison.Ordinal) > 0 && end > 0
            ? $"{location}\n  executing {rest[..(end + 2)]}\n    {BeforeNext(rest[(end + 3)..])}\n"
            : null;
    }

    private static string? DescribePlain(string rest)
    {
        var end = rest.LastIndexOf(": ", StringComparison.Ordinal);
        return end < 0 ? null : $"{rest[..end]}\n  {BeforeNext(rest[(end + 2)..])}\n";
    }

    // The message of the template below follows in the chain by itself.
    private static string BeforeNext(string message) =>
        message.IndexOf(" template:", StringComparison.Ordinal) is var next and >= 0 ? message[..next] : message;
}
