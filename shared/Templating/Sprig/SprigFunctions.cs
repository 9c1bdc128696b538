using Gimlet.Templating.Sprig.Regexes;

namespace Gimlet.Templating.Sprig;

/// <summary>
/// Functions of Masterminds/sprig v3 as Helm 4 ships it (https://masterminds.github.io/sprig), in the categories of
/// sprig's own files. The environment and the network are out of reach: <c>env</c> and <c>expandenv</c> are not among
/// them, <c>getHostByName</c> finds nothing.
/// </summary>
public static class SprigFunctions
{
    /// <summary>All of them.</summary>
    public static FunctionMap All { get; } = new FunctionMap()
        .With(TextFunctions.Map)
        .With(CaseFunctions.Map)
        .With(WordFunctions.Map)
        .With(NamingFunctions.Map)
        .With(DefaultFunctions.Map)
        .With(JsonFunctions.Map)
        .With(ReflectionFunctions.Map)
        .With(DictionaryFunctions.Map)
        .With(ListFunctions.Map)
        .With(NumericFunctions.Map)
        .With(RandomFunctions.Map)
        .With(DateFunctions.Map)
        .With(EncodingFunctions.Map)
        .With(DigestFunctions.Map)
        .With(SecretFunctions.Map)
        .With(CertificateFunctions.Map)
        .With(PathFunctions.Map)
        .With(UrlFunctions.Map)
        .With(VersionFunctions.Map)
        .With(RegexFunctions.Map);
}
