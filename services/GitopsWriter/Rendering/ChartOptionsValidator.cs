using Microsoft.Extensions.Options;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>Looks at start into the files that the chart settings name.</summary>
internal sealed class ChartOptionsValidator : IValidateOptions<ChartOptions>
{
    public ValidateOptionsResult Validate(string? name, ChartOptions options)
    {
        var errors = options.FindErrors().ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
