namespace Gimlet.Templating;

/// <summary>
/// An execution or a parse that exceeded one of its <see cref="TemplateLimits"/>. It ends the whole execution:
/// no template in between wraps it, so that a deep recursion does not grow a deep message.
/// </summary>
public sealed class TemplateLimitException : TemplateException
{
    internal TemplateLimitException(string message, string templateName, int line = 0, int column = 0)
        : base(message, templateName, line, column)
    {
    }
}
