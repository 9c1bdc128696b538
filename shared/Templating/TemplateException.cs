namespace Gimlet.Templating;

/// <summary>
/// A template that cannot be parsed or executed. The message has the wording of Go's text/template:
/// <c>template: NAME:LINE: …</c> for parse errors,
/// <c>template: NAME:LINE:COL: executing "NAME" at &lt;…&gt;: …</c> for execution errors.
/// </summary>
public class TemplateException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The whole message, location included.</param>
    /// <param name="templateName">The name under which the failing text was parsed.</param>
    /// <param name="line">The line, from 1; 0 when there is none.</param>
    /// <param name="column">The byte offset in the line, from 0 as Go counts; 0 for parse errors.</param>
    /// <param name="innerException">The cause, such as the error of a function.</param>
    public TemplateException(
        string message, string templateName, int line = 0, int column = 0, Exception? innerException = null)
        : base(message, innerException)
    {
        TemplateName = templateName;
        Line = line;
        Column = column;
    }

    /// <summary>The name under which the failing text was parsed.</summary>
    public string TemplateName { get; }

    /// <summary>The line of the error, from 1; 0 when there is none.</summary>
    public int Line { get; }

    /// <summary>The byte offset in the line, from 0 as Go counts; parse errors have none.</summary>
    public int Column { get; }
}
