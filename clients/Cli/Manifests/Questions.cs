namespace Gimlet.Cli.Manifests;

/// <summary>Asks people for what they did not say; where nobody is, nothing is asked.</summary>
internal sealed class Questions(Shell shell)
{
    private readonly Lazy<TextReader> _input = new(shell.Input);

    /// <summary>What is given, else the answer, else null.</summary>
    public string? Ask(string? given, string question)
    {
        if (given is not null || !shell.IsForPeople)
        {
            return given is { Length: > 0 } ? given : null;
        }

        shell.Error.Write($"{question}: ");
        return _input.Value.ReadLine()?.Trim() is { Length: > 0 } answer ? answer : null;
    }

    /// <exception cref="CliException">There is no answer.</exception>
    public string Require(string? given, string option, string question) =>
        Ask(given, question) ?? throw CliException.Usage($"{option} is missing. See: gimlet manifest create --help");
}
