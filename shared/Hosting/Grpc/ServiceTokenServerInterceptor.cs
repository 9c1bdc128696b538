using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Options;

namespace Gimlet.Hosting.Grpc;

/// <summary>
/// Refuses calls without the installation's service token; health and reflection tell no secrets and are open.
/// </summary>
internal sealed class ServiceTokenServerInterceptor(IOptions<ServiceTokenOptions> options) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Check(context);
        return continuation(request, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Check(context);
        return continuation(request, responseStream, context);
    }

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Check(context);
        return continuation(requestStream, responseStream, context);
    }

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Check(context);
        return continuation(requestStream, context);
    }

    private void Check(ServerCallContext context)
    {
        if (context.Method.StartsWith("/grpc.health.", StringComparison.Ordinal)
            || context.Method.StartsWith("/grpc.reflection.", StringComparison.Ordinal))
        {
            return;
        }

        var given = Encoding.UTF8.GetBytes(context.RequestHeaders.GetValue(ServiceTokenClientInterceptor.Header) ?? "");
        var expected = Encoding.UTF8.GetBytes(ServiceTokenClientInterceptor.Format(options.Value.Token));
        if (!CryptographicOperations.FixedTimeEquals(given, expected))
        {
            throw new RpcException(new Status(
                StatusCode.Unauthenticated, "The call carries no valid service token (SERVICE_TOKEN)."));
        }
    }
}
