using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Options;

namespace Gimlet.Hosting.Grpc;

/// <summary>
/// Adds the service token to every call, and a deadline to those that have none and would end by themselves.
/// </summary>
internal sealed class ServiceTokenClientInterceptor(IOptions<ServiceTokenOptions> options, TimeProvider clock)
    : Interceptor
{
    internal const string Header = "authorization";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static string Format(string token) => "Bearer " + token;

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var deadline = context.Options.Deadline ?? clock.GetUtcNow().Add(Deadline).UtcDateTime;
        return continuation(request, WithToken(context, context.Options.WithDeadline(deadline)));
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, WithToken(context, context.Options));

    private ClientInterceptorContext<TRequest, TResponse> WithToken<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, CallOptions callOptions)
        where TRequest : class
        where TResponse : class
    {
        // A retried call comes by again with the headers of the first attempt: they are not shared.
        var headers = new Metadata();
        foreach (var entry in callOptions.Headers ?? [])
        {
            headers.Add(entry);
        }

        headers.Add(Header, Format(options.Value.Token));
        return new(context.Method, context.Host, callOptions.WithHeaders(headers));
    }
}
