using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Gimlet.Hosting.Configuration;

internal static class KestrelExtensions
{
    /// <summary>HTTP/1.1 for people and CI, HTTP/2 without TLS for gRPC, each on a port of its own.</summary>
    public static void UseGimletPorts(this IWebHostBuilder web, ListenOptions options)
    {
        // Kestrel would refuse a wrong port before the options are validated, without a word on which setting it is.
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        if (!IPAddress.TryParse(options.BindAddress, out var address))
        {
            throw new SettingException($"BIND_ADDRESS '{options.BindAddress}' is no IP address");
        }

        // ASPNETCORE_URLS would otherwise be warned about: the two ports are the only addresses.
        web.UseSetting(WebHostDefaults.ServerUrlsKey, "");
        web.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address, options.HttpPort, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(address, options.GrpcPort, listen => listen.Protocols = HttpProtocols.Http2);
        });
    }
}
