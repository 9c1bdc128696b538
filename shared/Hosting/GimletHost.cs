using System.Reflection;
using Gimlet.Hosting.Bus;
using Gimlet.Hosting.Configuration;
using Gimlet.Hosting.Grpc;
using Gimlet.Hosting.Health;
using Gimlet.Hosting.Memory;
using Gimlet.Hosting.Resync;
using Gimlet.Hosting.Storage;
using Gimlet.Hosting.Telemetry;
using Gimlet.Persistence;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Gimlet.Hosting;

/// <summary>What every process of Gimlet is built from: one or all services, over the same defaults.</summary>
/// <remarks>
/// A service adds itself with an <c>AddXxx</c> extension and maps its endpoints with a <c>MapXxx</c> one; the
/// standalone host calls the same pairs. <see cref="Build"/> comes last, because MassTransit is configured once
/// for all consumers of a process.
/// </remarks>
public sealed class GimletHost
{
    private readonly WebApplicationBuilder _web;
    private readonly ListenOptions _listen;
    private readonly List<Action<IBusRegistrationConfigurator>> _consumers = [];

    private GimletHost(string[] args, string name)
    {
        Name = name;
        IsStandalone = name == StandaloneName;
        _web = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
        });
        _listen = _web.Configuration.Get<ListenOptions>() ?? new ListenOptions();
        _web.Logging.AddGimletLogging(_web.Configuration);
        _web.WebHost.UseGimletPorts(_listen);
        Services.AddSingleton(new ServiceIdentity(name, IsStandalone));
        Services.AddSingleton(TimeProvider.System);
        Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
        AddOptions<ListenOptions>();
        AddOptions<ResyncOptions>();
        AddOptions<DatabaseOptions>().Services
            .AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsValidator>();
        Services.AddSingleton<ResyncDependencies>();
        Services.AddHostedService<MemoryTrim>();
        Services.AddGimletGrpc(_web.Configuration, IsStandalone);
        Services.AddGimletTelemetry(_web.Configuration, name);
        Services.AddGimletHealth();
    }

    /// <summary>The name of the host that holds every service.</summary>
    public const string StandaloneName = "standalone";

    /// <summary>Name of the process: a service's, or <see cref="StandaloneName"/>.</summary>
    public string Name { get; }

    /// <summary>True when all services run in this process.</summary>
    public bool IsStandalone { get; }

    /// <summary>The services of the process.</summary>
    public IServiceCollection Services => _web.Services;

    /// <summary>The environment, then the command line.</summary>
    public IConfigurationManager Configuration => _web.Configuration;

    /// <summary>Starts the composition of a process.</summary>
    /// <param name="args">Its command line, <c>--NAME=value</c> for any setting.</param>
    /// <param name="name">The service, or <see cref="StandaloneName"/>.</param>
    public static GimletHost Create(string[] args, string name) => new(args, name);

    /// <summary>Options that are bound to the root of the configuration and validated at start.</summary>
    public OptionsBuilder<T> AddOptions<T>()
        where T : class =>
        Services.AddOptions<T>().Bind(Configuration).ValidateDataAnnotations().ValidateOnStart();

    /// <summary>Adds consumers of messages; their definitions are added with them.</summary>
    public void AddConsumers(Action<IBusRegistrationConfigurator> configure) => _consumers.Add(configure);

    /// <summary>Adds a gRPC client of another service, with the service token and retries.</summary>
    public void AddServiceClient<TClient>(ServiceName service)
        where TClient : class =>
        Services.AddServiceClient<TClient>(service, _listen, IsStandalone);

    /// <summary>
    /// Adds a service's database as a keyed singleton and migrates it before the process starts to serve.
    /// </summary>
    public void AddDatabase(string name, Assembly migrations) => Services.AddServiceDatabase(name, migrations);

    /// <summary>
    /// Configures the bus and builds the application with health, metrics and gRPC reflection mapped.
    /// </summary>
    public WebApplication Build()
    {
        Services.AddGimletBus(Configuration, _consumers);
        var app = _web.Build();
        app.MapGimletHealth();
        app.MapPrometheusScrapingEndpoint("/metrics");
        app.MapGrpcReflectionService();
        app.MapGrpcHealthChecksService();
        return app;
    }
}
