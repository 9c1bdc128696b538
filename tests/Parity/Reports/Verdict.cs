namespace Gimlet.Parity.Reports;

/// <summary>How far the library and the real tool agree on a case.</summary>
internal enum Verdict
{
    /// <summary>The same bytes.</summary>
    ByteEqual,

    /// <summary>Other bytes, the same documents.</summary>
    YamlEqual,

    /// <summary>
    /// The same bytes but for the lines that the tool itself writes anew at every run: passwords, certificates, and
    /// the checksums of them.
    /// </summary>
    EqualButRandom,

    /// <summary>Both refuse it, at the same template and line.</summary>
    SameError,

    /// <summary>Both refuse it, with words about different places.</summary>
    OtherError,

    /// <summary>The library refuses what the tool renders.</summary>
    OnlyLibraryFails,

    /// <summary>The library renders what the tool refuses.</summary>
    OnlyToolFails,

    /// <summary>Other documents: the one thing that must never be.</summary>
    Different,
}
