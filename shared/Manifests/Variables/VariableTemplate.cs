using System.Text.RegularExpressions;
using Gimlet.Manifests.Reading;
using Gimlet.Templating;
using Gimlet.Templating.Sprig;

namespace Gimlet.Manifests.Variables;

/// <summary>One string of a manifest, which is a Go template of its own.</summary>
internal sealed partial class VariableTemplate
{
    private const int MaxOutputLength = 1024 * 1024;

    private static readonly TemplateOptions Options = new()
    {
        Functions = Functions(),
        MissingKey = MissingKey.Error,
        Limits = new TemplateLimits { MaxOutputLength = MaxOutputLength, MaxTotalLength = 16 * MaxOutputLength },
    };

    private readonly FieldPath _path;
    private readonly Template _template;

    public VariableTemplate(string text, FieldPath path)
    {
        _path = path;
        try
        {
            _template = Template.Parse(path.ToString(), text, Options);
        }
        catch (TemplateException e)
        {
            throw path.Error(e.Message, cause: e);
        }
    }

    /// <summary>Whether the text has anything to resolve. What has not is never parsed.</summary>
    public static bool IsTemplate(string text)
    {
        return text.Contains("{{", StringComparison.Ordinal);
    }

    /// <summary>Puts the variables in.</summary>
    /// <exception cref="ManifestException">Names the field, and the variable if one is unknown.</exception>
    public string Execute(IReadOnlyDictionary<string, object?> variables, Deadline deadline)
    {
        try
        {
            deadline.Token.ThrowIfCancellationRequested();
            return _template.Execute(variables, deadline.Token);
        }
        catch (TemplateException e)
        {
            if (UnknownVariable().Match(e.Message) is not { Success: true } unknown)
            {
                throw _path.Error(e.Message, cause: e);
            }

            var name = unknown.Groups["name"].Value;
            var error = _path.Error($"unknown variable {name}", cause: e);
            error.UnknownVariable = name;
            throw error;
        }
        catch (OperationCanceledException e) when (deadline.IsOver)
        {
            throw _path.Error($"its template is not done after {Deadline.Limit.TotalSeconds} s", cause: e);
        }
    }

    private static FunctionMap Functions()
    {
        // What the server's environment holds is nobody's business who can write a manifest.
        var functions = SprigFunctions.All.Without("env", "expandenv");
        functions.Add("sanitizeDNSName", [ParameterType.Text], (_, arguments) =>
            SanitizeDnsName.Apply(arguments.Text(0)));
        return functions;
    }

    [GeneratedRegex("""at <[^>]*\.(?<name>\w+)>: map has no entry for key "\k<name>"\z""")]
    private static partial Regex UnknownVariable();
}
