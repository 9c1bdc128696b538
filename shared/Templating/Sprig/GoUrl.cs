using System.Globalization;
using System.Text;
using Gimlet.Templating.Syntax;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Sprig;

/// <summary>Go's net/url: takes addresses apart and puts them together again.</summary>
internal sealed record GoUrl
{
    private const string Unreserved = "-_.~";

    public string Scheme { get; init; } = "";

    public string Opaque { get; init; } = "";

    /// <summary>Name and password as they are written in an address; null without any.</summary>
    public string? UserInfo { get; init; }

    public string Host { get; init; } = "";

    public string Path { get; init; } = "";

    public string Query { get; init; } = "";

    public string Fragment { get; init; } = "";

    public string HostName
    {
        get
        {
            var host = Host.LastIndexOf(':') is var colon and >= 0
                && Host.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? Host[..colon] : Host;
            return host is ['[', .., ']'] ? host[1..^1] : host;
        }
    }

    /// <exception cref="FormatException">The text is no address.</exception>
    public static GoUrl Parse(string text)
    {
        if (text.Any(static unit => unit is < ' ' or '\x7F'))
        {
            throw Error(text, "net/url: invalid control character in URL");
        }

        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var rest = hash < 0 ? text : text[..hash];
        var (scheme, afterScheme) = SplitScheme(text, rest);
        var question = afterScheme.IndexOf('?', StringComparison.Ordinal);
        var url = new GoUrl
        {
            Scheme = scheme.ToLowerInvariant(),
            Query = question < 0 ? "" : afterScheme[(question + 1)..],
            Fragment = hash < 0 ? "" : Unescape(text, text[(hash + 1)..]),
        };
        rest = question < 0 ? afterScheme : afterScheme[..question];
        if (!rest.StartsWith('/') && scheme.Length > 0)
        {
            return url with { Opaque = rest };
        }

        if (!rest.StartsWith('/') && rest.Split('/')[0].Contains(':', StringComparison.Ordinal))
        {
            throw Error(text, "first path segment in URL cannot contain colon");
        }

        if (!rest.StartsWith("//", StringComparison.Ordinal)
            || (scheme.Length == 0 && rest.StartsWith("///", StringComparison.Ordinal)))
        {
            return url with { Path = Unescape(text, rest) };
        }

        var slash = rest.IndexOf('/', 2);
        var authority = slash < 0 ? rest[2..] : rest[2..slash];
        var at = authority.LastIndexOf('@');
        var host = authority[(at + 1)..];
        CheckPort(text, host);
        return url with
        {
            UserInfo = at < 0 ? null : NormalizeUser(text, authority[..at]),
            Host = host.StartsWith('[') ? host : Unescape(text, host, isHost: true),
            Path = slash < 0 ? "" : Unescape(text, rest[slash..]),
        };
    }

    public override string ToString()
    {
        var result = new StringBuilder(Scheme.Length > 0 ? $"{Scheme}:" : "");
        if (Opaque.Length > 0)
        {
            result.Append(Opaque);
        }
        else
        {
            if (Scheme.Length > 0 || Host.Length > 0 || UserInfo is not null)
            {
                var hasAuthority = Host.Length > 0 || Path.Length > 0 || UserInfo is not null;
                result.Append(hasAuthority ? "//" : "").Append(UserInfo is null ? "" : $"{UserInfo}@");
                result.Append(Escape(Host, "!$&'()*+,;=:[]<>\""));
            }

            var path = Path == "*" ? "*" : Escape(Path, "$&+,/:;=@!'()*");
            if (path.Length > 0 && path[0] != '/' && Host.Length > 0)
            {
                result.Append('/');
            }

            // A relative path whose first part looks like a scheme is kept from being one.
            var isAmbiguous = result.Length == 0 && path.Split('/')[0].Contains(':', StringComparison.Ordinal);
            result.Append(isAmbiguous ? "./" : "").Append(path);
        }

        return result.Append(Query.Length > 0 ? $"?{Query}" : "")
            .Append(Fragment.Length > 0 ? $"#{Escape(Fragment, "$&+,/:;=?@!()*'")}" : "").ToString();
    }

    private static (string Scheme, string Remainder) SplitScheme(string text, string rest)
    {
        for (var i = 0; i < rest.Length; i++)
        {
            var unit = rest[i];
            if (unit == ':')
            {
                return i == 0 ? throw Error(text, "missing protocol scheme") : (rest[..i], rest[(i + 1)..]);
            }

            if (!char.IsAsciiLetter(unit) && (i == 0 || !(char.IsAsciiDigit(unit) || unit is '+' or '-' or '.')))
            {
                break;
            }
        }

        return ("", rest);
    }

    private static void CheckPort(string text, string host)
    {
        var end = host.StartsWith('[') ? host.LastIndexOf(']') : -1;
        if (host.StartsWith('[') && end < 0)
        {
            throw Error(text, "missing ']' in host");
        }

        var colon = host.IndexOf(':', Math.Max(end, 0));
        if (colon >= 0 && host.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9'))
        {
            throw Error(text, $"invalid port {GoQuote.Quote(host[colon..])} after host");
        }

        if (host.AsSpan(0, colon < 0 ? host.Length : colon).Contains(' '))
        {
            throw Error(text, "invalid character \" \" in host name");
        }
    }

    private static string NormalizeUser(string text, string user)
    {
        const string allowed = "-._:~!$&'()*+,;=%@";
        var isAllowed = user.All(static unit =>
            char.IsAsciiLetterOrDigit(unit) || allowed.Contains(unit, StringComparison.Ordinal));
        if (!isAllowed)
        {
            throw Error(text, "net/url: invalid userinfo");
        }

        var parts = user.Split(':', 2);
        return string.Join(':', parts.Select(part => Escape(Unescape(text, part), "$&+,;=!'()*")));
    }

    private static string Unescape(string url, string text, bool isHost = false)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        var bytes = new List<byte>();
        var source = GoString.ToBytes(text);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] != '%')
            {
                bytes.Add(source[i]);
                continue;
            }

            var digits = Encoding.ASCII.GetString(source.AsSpan(i, Math.Min(3, source.Length - i)));
            if (digits.Length < 3 || !char.IsAsciiHexDigit(digits[1]) || !char.IsAsciiHexDigit(digits[2])
                || (isHost && digits[1] < '8'))
            {
                throw Error(url, $"invalid URL escape {GoQuote.Quote(digits)}");
            }

            bytes.Add(byte.Parse(digits.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            i += 2;
        }

        return GoString.FromBytes([.. bytes]);
    }

    private static string Escape(string text, string allowed)
    {
        var result = new StringBuilder(text.Length);
        foreach (var octet in GoString.ToBytes(text))
        {
            var unit = (char)octet;
            _ = char.IsAsciiLetterOrDigit(unit) || Unreserved.Contains(unit, StringComparison.Ordinal)
                || allowed.Contains(unit, StringComparison.Ordinal)
                ? result.Append(unit)
                : result.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }

        return result.ToString();
    }

    private static FormatException Error(string url, string problem) => new($"parse {GoQuote.Quote(url)}: {problem}");
}
