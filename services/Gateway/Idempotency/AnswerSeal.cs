using System.Security.Cryptography;
using System.Text;

namespace Gimlet.Gateway.Idempotency;

/// <summary>
/// Encrypts what is kept of an answer under the sender's own secret, of which the database has but a hash: one kind of
/// answer shows a new user's token, which must not lie in the database.
/// </summary>
internal sealed class AnswerSeal(string secret, string login, string key)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int KeyBytes = 32;

    // No secret can belong to two users, but an answer must not move between two keys of one user either.
    private readonly byte[] _key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256,
        Encoding.UTF8.GetBytes(secret),
        KeyBytes,
        info: Encoding.UTF8.GetBytes($"gimlet idempotent answer\n{login}\n{key}"));

    public string Close(ReadOnlySpan<byte> body)
    {
        var sealedBody = new byte[NonceBytes + TagBytes + body.Length];
        var nonce = sealedBody.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagBytes);
        aes.Encrypt(nonce, body, sealedBody.AsSpan(NonceBytes + TagBytes), sealedBody.AsSpan(NonceBytes, TagBytes));
        return Convert.ToBase64String(sealedBody);
    }

    /// <summary>Null when the answer was sealed under another secret: the user's token was replaced since.</summary>
    public byte[]? TryOpen(string sealedText)
    {
        var sealedBody = Convert.FromBase64String(sealedText);
        var body = new byte[sealedBody.Length - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(_key, TagBytes);
            aes.Decrypt(
                sealedBody.AsSpan(0, NonceBytes),
                sealedBody.AsSpan(NonceBytes + TagBytes),
                sealedBody.AsSpan(NonceBytes, TagBytes),
                body);
            return body;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
