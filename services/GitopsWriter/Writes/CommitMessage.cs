using Gimlet.Contracts.Artifacts;
using Gimlet.GitopsWriter.Repositories;
using Microsoft.Extensions.Options;
using Scriban;
using Scriban.Runtime;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>
/// The text of a commit message. Its trailers are not the template's, because the writer relies on them.
/// </summary>
internal sealed class CommitMessage(IOptions<GitopsOptions> options)
{
    private const int ShortHash = 8;

    private const string Default = """
        {{ if kind == "rollback" -}}
        rollback: {{ app }} on {{ env }} to {{ target }}
        {{- else if kind == "delete" -}}
        delete: {{ app }} from {{ env }}
        {{- else -}}
        deploy: {{ app }} to {{ env }}{{ if source }} from {{ source }}{{ end }}
        {{- end }}

        {{ if version.message -}}
        {{ version.message }}

        {{ end -}}
        Triggered by {{ triggered_by }}.
        {{ if reverts.size > 0 }}
        This reverts:
        {{~ for sha in reverts }}
        - {{ sha }}
        {{~ end ~}}
        {{ end -}}
        """;

    private readonly Template _template = Template.Parse(
        options.Value.CommitMessage.Length > 0 ? options.Value.CommitMessage : Default);

    /// <summary>What is wrong with a template; nothing for the empty one.</summary>
    public static IEnumerable<string> Errors(string template) =>
        Template.Parse(template).Messages.Select(message => $"GITOPS_COMMIT_MESSAGE: {message.Message}");

    /// <summary>The whole message of a commit; <paramref name="version"/> is what a release is of.</summary>
    public string Write(CommitRecord commit, ArtifactVersion version)
    {
        var values = new ScriptObject
        {
            ["kind"] = commit.Kind,
            ["app"] = commit.App,
            ["env"] = commit.Env,
            ["artifact_id"] = Trailers.Fold(commit.ArtifactId),
            ["triggered_by"] = Trailers.Fold(commit.TriggeredBy),
            ["source"] = Source(version),
            ["target"] = Short(commit.Restores),
            ["reverts"] = commit.Reverts,
            ["version"] = new ScriptObject
            {
                ["repository_name"] = NullIfEmpty(version.RepositoryName),
                ["sha"] = NullIfEmpty(version.Sha),
                ["branch"] = NullIfEmpty(version.Branch),
                ["tag"] = NullIfEmpty(version.Tag),
                ["author_name"] = NullIfEmpty(version.AuthorName),
                ["url"] = NullIfEmpty(version.Url),

                // The subject alone: the rest is one click away and may be long.
                ["message"] = NullIfEmpty(version.Message.Trim().Split('\n')[0]),
            },
        };
        var context = new TemplateContext { LoopLimit = 0 };
        context.PushGlobal(values);
        var text = _template.Render(context).ReplaceLineEndings("\n").Trim();
        return $"{text}\n\n{Trailers.Write(commit)}";
    }

    // Scriban takes an empty text for true.
    private static string? NullIfEmpty(string value) => Trailers.Fold(value) is { Length: > 0 } text ? text : null;

    private static string? Source(ArtifactVersion version) =>
        NullIfEmpty(version.RepositoryName) is { } name && NullIfEmpty(version.Sha) is { } sha
            ? $"{name}@{Short(sha)}"
            : NullIfEmpty(version.RepositoryName);

    private static string Short(string sha) => sha.Length > ShortHash ? sha[..ShortHash] : sha;
}
