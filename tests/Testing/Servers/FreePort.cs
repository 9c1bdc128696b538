using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gimlet.Testing.Servers;

/// <summary>Loopback ports that nobody listens on, none handed out twice by one test process.</summary>
public static class FreePort
{
    private static readonly ConcurrentDictionary<int, bool> HandedOut = new();

    public static int Next()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (HandedOut.TryAdd(port, true))
            {
                return port;
            }
        }
    }
}
