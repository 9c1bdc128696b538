namespace Gimlet.Artifacts.Artifacts;

/// <summary>What a CI build was started by.</summary>
internal static class GitEvents
{
    public static void Check(string field, string value)
    {
        if (value is not ("" or "push" or "tag" or "pr"))
        {
            throw new FormatException($"{field} must be push, tag or pr");
        }
    }
}
