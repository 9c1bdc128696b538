using Npgsql;

namespace Gimlet.Persistence;

/// <summary>Reads <c>DATABASE_CONFIG</c> in both forms that installations use.</summary>
internal static class PostgresConnectionString
{
    /// <summary>Returns null and the connection string, or what is wrong, without repeating the password.</summary>
    public static string? TryBuild(string config, string schema, out string connectionString)
    {
        connectionString = "";
        if (string.IsNullOrWhiteSpace(config))
        {
            return "is empty; it must be a connection string or a postgres:// address";
        }

        try
        {
            var builder = config.Contains("://", StringComparison.Ordinal)
                ? FromAddress(new Uri(config))
                : new NpgsqlConnectionStringBuilder(config);
            builder.SearchPath = schema;
            builder.ApplicationName ??= $"gimlet-{schema}";
            connectionString = builder.ConnectionString;
            return string.IsNullOrEmpty(builder.Host) ? "names no host" : null;
        }
        catch (Exception e) when (e is UriFormatException or ArgumentException or FormatException)
        {
            return "is neither a connection string nor a postgres:// address";
        }
    }

    private static NpgsqlConnectionStringBuilder FromAddress(Uri address)
    {
        var credentials = address.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = address.IdnHost,
            Port = address.IsDefaultPort || address.Port < 0 ? 5432 : address.Port,
            Database = Uri.UnescapeDataString(address.AbsolutePath.Trim('/')),
            Username = Uri.UnescapeDataString(credentials[0]),
            Password = credentials.Length > 1 ? Uri.UnescapeDataString(credentials[1]) : null,
        };
        foreach (var parameter in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = parameter.Split('=', 2);
            var value = Uri.UnescapeDataString(pair.Length > 1 ? pair[1] : "");

            // What libpq calls verify-full, Npgsql calls VerifyFull.
            var (name, own) = pair[0] == "sslmode"
                ? ("SSL Mode", value.Replace("-", "", StringComparison.Ordinal))
                : (pair[0], value);
            builder[name] = own;
        }

        return builder;
    }
}
