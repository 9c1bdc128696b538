using Gimlet.Hosting.Bus;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gimlet.Hosting.Resync;

/// <summary>What every <see cref="ResyncService"/> needs, so that a new need does not change each of them.</summary>
public sealed record ResyncDependencies(
    BusPublisher Bus, TimeProvider Clock, IOptions<ResyncOptions> Options, ILoggerFactory Loggers);
