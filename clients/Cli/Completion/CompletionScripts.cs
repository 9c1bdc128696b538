namespace Gimlet.Cli.Completion;

/// <summary>Each asks <c>gimlet "[suggest:POSITION]" LINE</c>, which prints one candidate a line.</summary>
internal static class CompletionScripts
{
    private const string Bash = """
        _gimlet() {
          local candidates
          candidates=$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)
          mapfile -t COMPREPLY < <(compgen -W "$candidates" -- "${COMP_WORDS[COMP_CWORD]}")
        }
        complete -o default -F _gimlet gimlet

        """;

    private const string Zsh = """
        #compdef gimlet
        _gimlet() {
          local -a candidates
          candidates=("${(@f)$("${words[1]}" "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          compadd -a candidates || _files
        }
        compdef _gimlet gimlet

        """;

    private const string Fish = """
        function __gimlet_complete
          set -l line (commandline -cp)
          gimlet "[suggest:"(string length -- $line)"]" "$line" 2>/dev/null
        end
        complete -c gimlet -a '(__gimlet_complete)'

        """;

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["bash"] = Bash,
        ["zsh"] = Zsh,
        ["fish"] = Fish,
    };
}
