namespace Gimlet.Templating;

/// <summary>
/// The error result of a template function. The evaluator turns it into a <see cref="TemplateException"/> that reads
/// <c>… error calling NAME: MESSAGE</c>, as Go does with the second result of a function.
/// </summary>
/// <param name="message">What is wrong, without a location.</param>
public sealed class FunctionException(string message) : Exception(message);
