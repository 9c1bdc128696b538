using Google.Protobuf;

namespace Gimlet.Testing.Telemetry;

/// <summary>Reads what tests need of OTLP's <c>ExportTraceServiceRequest</c> (opentelemetry-proto, trace/v1).</summary>
internal static class TraceExport
{
    private const int BytesType = 2;

    public static IReadOnlyList<Span> Read(byte[] request) =>
        [.. Messages(request, field: 1).SelectMany(ReadResourceSpans)];

    private static IEnumerable<Span> ReadResourceSpans(byte[] resourceSpans)
    {
        var service = Messages(resourceSpans, field: 1)
            .SelectMany(resource => Messages(resource, field: 1))
            .Where(attribute => Text(attribute, field: 1) == "service.name")
            .SelectMany(attribute => Messages(attribute, field: 2))
            .Select(value => Text(value, field: 1))
            .FirstOrDefault("");
        return Messages(resourceSpans, field: 2)
            .SelectMany(scopeSpans => Messages(scopeSpans, field: 2))
            .Select(span => new Span(
                service, Hex(span, field: 1), Hex(span, field: 2), Hex(span, field: 4), Text(span, field: 5)));
    }

    private static string Hex(byte[] message, uint field) =>
        Convert.ToHexStringLower(Messages(message, field).FirstOrDefault([]));

    private static string Text(byte[] message, uint field) =>
        System.Text.Encoding.UTF8.GetString(Messages(message, field).FirstOrDefault([]));

    // Messages, strings and bytes look the same on the wire.
    private static List<byte[]> Messages(byte[] message, uint field)
    {
        var found = new List<byte[]>();
        var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
        {
            if (tag >> 3 == field && (tag & 7) == BytesType)
            {
                found.Add(input.ReadBytes().ToByteArray());
            }
            else
            {
                input.SkipLastField();
            }
        }

        return found;
    }
}
