using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Gimlet.Hosting.Configuration;

/// <summary>Finds, in what a start failed with, which settings are wrong and how.</summary>
internal static partial class SettingErrors
{
    /// <summary>A line for each; none where the error is another one.</summary>
    public static IReadOnlyList<string> Of(Exception error) => error switch
    {
        AggregateException several when several.InnerExceptions.All(inner => Of(inner).Count > 0) =>
            [.. several.InnerExceptions.SelectMany(Of).Distinct()],
        OptionsValidationException wrong => [.. wrong.Failures.Select(WithoutFrame)],
        ValidationException or SettingException => [error.Message],
        InvalidOperationException when Conversion().Match(error.Message) is { Success: true } failed =>
            [Describe(failed.Groups["setting"].Value, failed.Groups["value"].Value, failed.Groups["type"].Value)],
        _ => [],
    };

    // Data annotations name the class and the property of ours around the message that was written for users.
    private static string WithoutFrame(string failure) =>
        Annotation().Match(failure) is { Success: true } framed ? framed.Groups["message"].Value : failure;

    private static string Describe(string setting, string value, string type)
    {
        var wanted = type switch
        {
            nameof(Int32) or nameof(Int64) => "a number",
            nameof(TimeSpan) => "a time such as 00:00:30",
            nameof(Boolean) => "true or false",
            _ => $"a {type}",
        };
        return $"{setting} must be {wanted}, not '{value}'";
    }

    [GeneratedRegex(
        @"^DataAnnotation validation failed for .* with the error: '(?<message>.*)'\.$", RegexOptions.Singleline)]
    private static partial Regex Annotation();

    [GeneratedRegex(
        @"^Failed to convert configuration value '(?<value>.*)' at '(?<setting>.*)' to type '(.*\.)?(?<type>[^.]+)'\.$",
        RegexOptions.Singleline)]
    private static partial Regex Conversion();
}
