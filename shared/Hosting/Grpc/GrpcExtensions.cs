using System.Security.Cryptography;
using Gimlet.Hosting.Configuration;
using Grpc.Core;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gimlet.Hosting.Grpc;

internal static class GrpcExtensions
{
    // An artifact may have 8 MiB, and proto adds little to it.
    private const int MessageSize = 16 * 1024 * 1024;
    private const int MinimalTokenLength = 16;
    private const int Attempts = 8;

    public static void AddGimletGrpc(this IServiceCollection services, IConfiguration configuration, bool standalone)
    {
        services.AddOptions<ServiceTokenOptions>()
            .Bind(configuration)
            .PostConfigure(options =>
            {
                // A process that only calls itself needs no shared secret.
                if (standalone && options.Token.Length == 0)
                {
                    options.Token = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
                }
            })
            .Validate(
                options => options.Token.Length >= MinimalTokenLength,
                $"SERVICE_TOKEN must be set to the same secret of at least {MinimalTokenLength} characters "
                    + "in every service")
            .ValidateOnStart();
        services.AddSingleton<ServiceTokenClientInterceptor>();
        services.AddGrpcReflection();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MessageSize;

            // Its catch-all route would turn every 405 of REST into a 404; callers read a 404 as unimplemented anyway.
            grpc.IgnoreUnknownServices = true;
            grpc.Interceptors.Add<ServiceTokenServerInterceptor>();
            grpc.Interceptors.Add<ErrorInterceptor>();
        });
    }

    public static void AddServiceClient<TClient>(
        this IServiceCollection services, ServiceName service, ListenOptions listen, bool standalone)
        where TClient : class
    {
        // Two services of one process may call a third: a second registration would send the service token twice.
        if (services.Any(service => service.ServiceType == typeof(TClient)))
        {
            return;
        }

        if (!standalone)
        {
            services.AddOptions<ServiceAddressOptions>()
                .BindConfiguration("")
                .Validate(
                    options => options.Of(service) is not null,
                    $"{ServiceAddressOptions.SettingOf(service)} must be a gRPC address, for example http://host:8890")
                .ValidateOnStart();
        }

        services.AddGrpcClient<TClient>((provider, client) => client.Address = standalone
                ? OwnAddress(listen)
                : provider.GetRequiredService<IOptions<ServiceAddressOptions>>().Value.Of(service))
            .ConfigureChannel(channel =>
            {
                channel.MaxReceiveMessageSize = null;
                channel.MaxRetryAttempts = Attempts;
                channel.ServiceConfig = new ServiceConfig { MethodConfigs = { Retries() } };
            })
            .AddInterceptor<ServiceTokenClientInterceptor>();
    }

    /// <summary>A service that restarts is away for some seconds: calls wait for it instead of failing.</summary>
    private static MethodConfig Retries() => new()
    {
        Names = { MethodName.Default },
        RetryPolicy = new RetryPolicy
        {
            MaxAttempts = Attempts,
            InitialBackoff = TimeSpan.FromMilliseconds(200),
            MaxBackoff = TimeSpan.FromSeconds(3),
            BackoffMultiplier = 2,
            RetryableStatusCodes = { StatusCode.Unavailable },
        },
    };

    private static Uri OwnAddress(ListenOptions listen)
    {
        var host = listen.BindAddress == "0.0.0.0" ? "127.0.0.1" : listen.BindAddress;
        return new UriBuilder(Uri.UriSchemeHttp, host, listen.GrpcPort).Uri;
    }
}
