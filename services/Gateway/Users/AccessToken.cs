using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gimlet.Gateway.Users;

/// <summary>API tokens: <c>gimlet_</c>, which secret scanners know it by, and 256 random bits in base64url.</summary>
internal static class AccessToken
{
    public const string Prefix = "gimlet_";
    private const int RandomBytes = 32;

    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>What is stored. Plain SHA-256 does, because nobody can guess 256 random bits.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
