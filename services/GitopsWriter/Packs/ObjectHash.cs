using System.Security.Cryptography;
using System.Text;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Packs;

/// <summary>Kinds of git objects, with the numbers that they have in a pack.</summary>
internal enum ObjectKind
{
    Commit = 1,
    Tree = 2,
    Blob = 3,
    Tag = 4,
    OffsetDelta = 6,
    ReferenceDelta = 7,
}

/// <summary>What is the same for every git object.</summary>
internal static class ObjectHash
{
    public const int Length = 20;

    /// <summary>The name of an object: the hash of its kind, its length and its content.</summary>
    public static ObjectId Of(ObjectKind kind, ReadOnlySpan<byte> content)
    {
#pragma warning disable CA5350 // The hash of git objects is SHA-1 by definition.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        hash.AppendData(Encoding.ASCII.GetBytes($"{NameOf(kind)} {content.Length}\0"));
        hash.AppendData(content);
        return new ObjectId(hash.GetHashAndReset());
    }

    private static string NameOf(ObjectKind kind) => kind switch
    {
        ObjectKind.Commit => "commit",
        ObjectKind.Tree => "tree",
        ObjectKind.Blob => "blob",
        ObjectKind.Tag => "tag",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
