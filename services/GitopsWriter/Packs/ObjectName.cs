using System.Buffers.Binary;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Packs;

/// <summary>
/// The hash that names an object, as a value: packs name hundreds of thousands, and as many objects of the library
/// would be ten times the memory.
/// </summary>
internal readonly record struct ObjectName(ulong First, ulong Second, uint Third) : IComparable<ObjectName>
{
    /// <summary>The byte that an index groups names by.</summary>
    public byte Leading => (byte)(First >> 56);

    public static ObjectName Of(ObjectId id) => Read(id.RawId);

    public static ObjectName Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[16..ObjectHash.Length]));

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, First);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Second);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[16..ObjectHash.Length], Third);
    }

    public int CompareTo(ObjectName other) =>
        First != other.First ? First.CompareTo(other.First)
        : Second != other.Second ? Second.CompareTo(other.Second)
        : Third.CompareTo(other.Third);

    // Hashes are as evenly spread as any hash of them.
    public override int GetHashCode() => (int)First;
}
