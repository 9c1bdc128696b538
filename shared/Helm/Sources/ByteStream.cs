using System.Runtime.InteropServices;

namespace Gimlet.Helm.Sources;

internal static class ByteStream
{
    /// <summary>A stream over bytes, which are copied only where they are no array.</summary>
    public static MemoryStream Of(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out var segment)
        ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
        : new MemoryStream(content.ToArray(), writable: false);
}
