using System.Text.Json;
using System.Text.Json.Serialization;
using Gimlet.Contracts;

namespace Gimlet.Gateway.Requests;

/// <summary>How REST reads and writes JSON: as everywhere in Gimlet, and what is null is left out.</summary>
internal static class GatewayJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Gives ASP.NET's own serialisation the same settings.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = ContractJson.Options.PropertyNameCaseInsensitive;
        options.Encoder = ContractJson.Options.Encoder;
        options.NumberHandling = ContractJson.Options.NumberHandling;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
