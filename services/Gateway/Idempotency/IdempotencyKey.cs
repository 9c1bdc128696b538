using System.Security.Cryptography;
using System.Text;
using Gimlet.Gateway.Problems;
using Gimlet.Gateway.Requests;

namespace Gimlet.Gateway.Idempotency;

internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    public const int MaximalLength = 255;

    /// <summary>The key that the client gave, or null.</summary>
    public static string? Read(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Header, out var values))
        {
            return null;
        }

        var key = values.ToString();
        return values.Count == 1 && key.Length is > 0 and <= MaximalLength && !key.Any(char.IsControl)
            ? key
            : throw ProblemException.BadRequest(
                $"{Header} must be one value of 1 to {MaximalLength} characters without control characters");
    }

    /// <summary>Tells two requests apart: by route, parameters and body.</summary>
    public static async Task<string> FingerprintAsync(HttpContext context)
    {
        var request = context.Request;
        var body = await RequestBody.ReadAsync(context);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        hash.AppendData(body.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
