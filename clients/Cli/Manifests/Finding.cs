using Gimlet.Manifests;

namespace Gimlet.Cli.Manifests;

/// <summary>Something that a check of a manifest has to say.</summary>
/// <param name="Line">Where, counted from 1.</param>
/// <param name="Column">The same.</param>
/// <param name="Message">What, on one line.</param>
/// <param name="IsError">Whether the manifest is wrong, or only not checked as far as it could be.</param>
internal sealed record Finding(long Line, long Column, string Message, bool IsError = true)
{
    public static Finding At(ManifestPositions positions, string field, string problem, bool isError = true)
    {
        var (line, column) = positions.Find(field);
        return new Finding(line, column, OneLine.Of(field.Length > 0 ? $"{field}: {problem}" : problem), isError);
    }

    /// <param name="error">What is wrong.</param>
    /// <param name="positions">Tells the place of errors that know only their field; null before there are any.</param>
    public static Finding Of(ManifestException error, ManifestPositions? positions)
    {
        var problem = error.Problem ?? error.Message;
        return error.Line is null && positions is not null
            ? At(positions, error.Field, problem)
            : new Finding(
                error.Line ?? 1,
                error.Column ?? 1,
                OneLine.Of(error.Field.Length > 0 ? $"{error.Field}: {problem}" : problem));
    }

    public string Show(string file) => $"{file}:{Line}:{Column}: {(IsError ? "" : "warning: ")}{Message}";
}
