using System.Text;
using Gimlet.Cli.Ship.Builds;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Gimlet.Cli;

/// <summary>What a command runs in: where it writes, what time it is, which variables are set.</summary>
internal sealed record Shell
{
    /// <summary>Results go here and nothing else.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Everything that is no result.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether a person looks at the output, and likes colours.</summary>
    public required bool IsForPeople { get; init; }

    public required TimeProvider Clock { get; init; }

    public required Func<string, string?> Variable { get; init; }

    /// <summary>All variables, for what hands them on.</summary>
    public required Func<IReadOnlyDictionary<string, string>> AllVariables { get; init; }

    /// <summary>Opens standard input.</summary>
    public required Func<TextReader> Input { get; init; }

    public static Shell OfThisProcess() => new()
    {
        Output = Utf8(System.Console.OpenStandardOutput()),
        Error = Utf8(System.Console.OpenStandardError()),
        IsForPeople = !System.Console.IsOutputRedirected && !IsSet("CI") && !IsSet("NO_COLOR"),
        Clock = TimeProvider.System,
        Variable = Environment.GetEnvironmentVariable,
        AllVariables = () => EnvironmentVariables.OfThisProcess().All,
        Input = () => new StreamReader(System.Console.OpenStandardInput(), new UTF8Encoding(false)),
    };

    /// <summary>The value of a variable, or null where it is not set or empty.</summary>
    public string? NonEmptyVariable(string name) => Variable(name) is { Length: > 0 } value ? value : null;

    /// <summary>The output for tables and colours.</summary>
    public IAnsiConsole Console => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Output) });

    public void Show(IRenderable renderable) => Console.Write(renderable);

    /// <summary>Writes UTF-8 text as a result.</summary>
    public void Write(byte[] text) => Output.Write(Encoding.UTF8.GetString(text));

    // Console would take the encoding of the locale, and containers of CIs often have none that knows emoji.
    private static StreamWriter Utf8(Stream stream) => new(stream, new UTF8Encoding(false)) { AutoFlush = true };

    private static bool IsSet(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } and not "false";
}
