using Npgsql;

namespace Gimlet.Persistence.Tests;

public sealed class PostgresConnectionStringTests
{
    [Theory]
    [InlineData("postgres://jane:s%40cret@db.example:6432/gimlet", "db.example", 6432, "gimlet", "jane", "s@cret")]
    [InlineData("postgresql://jane@db.example/gimlet", "db.example", 5432, "gimlet", "jane", null)]
    [InlineData("postgres://jane:pw@[::1]:6432/gimlet", "::1", 6432, "gimlet", "jane", "pw")]
    [InlineData(
        "Host=db.example;Port=6432;Database=gimlet;Username=jane;Password=pw",
        "db.example", 6432, "gimlet", "jane", "pw")]
    public void Build_BothForms_AreUnderstood(
        string config, string host, int port, string database, string user, string? password)
    {
        var error = PostgresConnectionString.TryBuild(config, "policy", out var connectionString);

        Assert.Null(error);
        var built = new NpgsqlConnectionStringBuilder(connectionString);
        Assert.Equal((host, port, database, user), (built.Host, built.Port, built.Database, built.Username));
        Assert.Equal(password, built.Password);
        Assert.Equal("policy", built.SearchPath);
    }

    [Theory]
    [InlineData("require", SslMode.Require)]
    [InlineData("verify-full", SslMode.VerifyFull)]
    [InlineData("disable", SslMode.Disable)]
    public void Build_SslModeOfAnAddress_IsKept(string text, SslMode expected)
    {
        var error = PostgresConnectionString.TryBuild(
            $"postgres://jane@db.example/gimlet?sslmode={text}", "policy", out var connectionString);

        Assert.Null(error);
        Assert.Equal(expected, new NpgsqlConnectionStringBuilder(connectionString).SslMode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("postgres://")]
    [InlineData("postgres://jane:secret@db:port/x")]
    [InlineData("Database=gimlet;Password=secret")]
    [InlineData("Nonsense=secret")]
    [InlineData("postgres://jane:secret@db/x?nonsense=1")]
    public void Build_WhatItCannotRead_IsAnErrorWithoutThePassword(string config)
    {
        var error = PostgresConnectionString.TryBuild(config, "policy", out _);

        Assert.NotNull(error);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_WithAnUnknownDriver_NameTheSetting()
    {
        var errors = new DatabaseOptions { Driver = "mysql" }.Errors();

        Assert.StartsWith("DATABASE_DRIVER", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OfPostgresWithoutAnAddress_NameTheSetting()
    {
        var errors = new DatabaseOptions { Driver = "postgres" }.Errors();

        Assert.StartsWith("DATABASE_CONFIG", Assert.Single(errors), StringComparison.Ordinal);
    }
}
