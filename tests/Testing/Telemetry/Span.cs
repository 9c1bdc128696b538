namespace Gimlet.Testing.Telemetry;

/// <summary>A span as it was exported; ids are lower-case hexadecimal.</summary>
/// <param name="Service">The process's <c>service.name</c>.</param>
/// <param name="TraceId">What all spans of one operation share.</param>
/// <param name="Id">Its own.</param>
/// <param name="ParentId">Empty for the first of a trace.</param>
/// <param name="Name">What was done.</param>
public sealed record Span(string Service, string TraceId, string Id, string ParentId, string Name);
