using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Gimlet.Hosting.Telemetry;

/// <summary>Where all of Gimlet's own spans and metrics come from.</summary>
public static class GimletTelemetry
{
    /// <summary>Name of the source and of the meter.</summary>
    public const string Name = "Gimlet";

    /// <summary>Starts spans.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Creates instruments; their names start with <c>gimlet_</c>.</summary>
    public static Meter Meter { get; } = new(Name);
}
