namespace Gimlet.Templating.Sprig;

/// <summary>
/// Functions of Masterminds/sprig v3 as Helm 4 ships it (https://masterminds.github.io/sprig), in the categories of
/// sprig's own files. The environment and the network are out of reach: <c>env</c>, <c>expandenv</c> and
/// <c>getHostByName</c> will never be among them.
/// </summary>
public static class SprigFunctions
{
    /// <summary>All of them.</summary>
    public static FunctionMap All { get; } = new FunctionMap()
        .With(TextFunctions.Map)
        .With(CaseFunctions.Map)
        .With(DefaultFunctions.Map)
        .With(DictionaryFunctions.Map)
        .With(ListFunctions.Map)
        .With(NumericFunctions.Map)
        .With(EncodingFunctions.Map)
        .With(RegexFunctions.Map);
}
