using Gimlet.Templating.Values;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>sprig's url.go, and <c>getHostByName</c>, which Helm lets find nothing.</summary>
internal static class UrlFunctions
{
    public static FunctionMap Map { get; } = new()
    {
        { "urlParse", [Text], static (_, arguments) => Parse(arguments.Text(0)) },
        { "urlJoin", [ParameterType.Map], static (_, arguments) => Join(arguments.Map(0)) },
        { "getHostByName", [Text], static (_, _) => "" },
    };

    private static Dictionary<string, object?> Parse(string text)
    {
        var url = ParseOrFail(text, "unable to parse url");
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["scheme"] = url.Scheme,
            ["userinfo"] = url.UserInfo ?? "",
            ["host"] = url.Host,
            ["hostname"] = url.HostName,
            ["path"] = url.Path,
            ["query"] = url.Query,
            ["opaque"] = url.Opaque,
            ["fragment"] = url.Fragment,
        };
    }

    private static string Join(IReadOnlyDictionary<string, object?>? parts)
    {
        var userInfo = Find(parts, "userinfo");
        return new GoUrl
        {
            Scheme = Find(parts, "scheme"),
            Host = Find(parts, "host"),
            Path = Find(parts, "path"),
            Query = Find(parts, "query"),
            Opaque = Find(parts, "opaque"),
            Fragment = Find(parts, "fragment"),
            UserInfo = userInfo.Length == 0
                ? null
                : ParseOrFail($"proto://{userInfo}@host", "unable to parse userinfo in dict").UserInfo,
        }.ToString();
    }

    private static string Find(IReadOnlyDictionary<string, object?>? parts, string key)
    {
        object? value = null;
        return parts?.TryGetValue(key, out value) != true ? "" : value switch
        {
            string text => text,
            null => throw new FunctionException("runtime error: invalid memory address or nil pointer dereference"),
            _ => throw new FunctionException(
                $"unable to parse {key} key, must be of type string, but {Reflection.KindName(value)} found"),
        };
    }

    private static GoUrl ParseOrFail(string text, string complaint)
    {
        try
        {
            return GoUrl.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new FunctionException($"{complaint}: {exception.Message}");
        }
    }
}
