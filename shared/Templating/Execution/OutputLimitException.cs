namespace Gimlet.Templating.Execution;

/// <summary>A buffer would grow beyond its limit; the evaluator adds the place.</summary>
internal sealed class OutputLimitException(int limit)
    : Exception($"output longer than the limit of {limit} characters");
