using Gimlet.Manifests.Globs;

namespace Gimlet.Manifests;

/// <summary>A pattern on the name of a branch or a tag, or on a commit message. Immutable and safe to share.</summary>
/// <remarks>
/// <c>*</c> is any run of characters, <c>/</c> included; <c>?</c> one character; <c>[abc]</c>, <c>[a-z]</c> and
/// <c>[!a]</c> one of a set; <c>{a,b}</c> one of several patterns, which may nest; a backslash makes the next
/// character literal, as in gobwas/glob, whose dialect this is. A leading <c>!</c> negates the whole pattern.
/// Matching time is at worst the length of the text times the length of the pattern, whatever both hold.
/// </remarks>
public sealed class Glob
{
    /// <summary>The longest pattern that is accepted, in UTF-16 characters.</summary>
    public const int MaxLength = 2048;

    private readonly string _pattern;
    private readonly bool _negated;
    private readonly GlobProgram _program;

    private Glob(string pattern, bool negated, GlobProgram program)
    {
        _pattern = pattern;
        _negated = negated;
        _program = program;
    }

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The pattern, with its leading <c>!</c> if it is negated.</param>
    /// <param name="literalBrackets">Whether <c>[</c> and <c>]</c> stand for themselves, as in commit messages.</param>
    /// <exception cref="ManifestException">The pattern is bad; the message names it.</exception>
    public static Glob Parse(string pattern, bool literalBrackets = false)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (pattern.Length > MaxLength)
        {
            throw new ManifestException(
                $"the pattern {Quoted.Short(pattern)} is longer than {MaxLength} characters");
        }

        var negated = pattern.StartsWith('!');
        if (pattern.Length == (negated ? 1 : 0))
        {
            throw new ManifestException($"the pattern \"{pattern}\" is empty");
        }

        return new Glob(pattern, negated, GlobParser.Parse(pattern, negated ? 1 : 0, literalBrackets));
    }

    /// <summary>Whether the whole text matches.</summary>
    public bool IsMatch(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _program.IsMatch(text) != _negated;
    }

    /// <summary>The pattern as it was given.</summary>
    public override string ToString()
    {
        return _pattern;
    }
}
