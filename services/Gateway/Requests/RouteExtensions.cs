namespace Gimlet.Gateway.Requests;

internal static class RouteExtensions
{
    /// <summary>Names the query parameters that a route reads, for OpenAPI.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder route, params QueryParameter[] parameters) =>
        route.WithMetadata([.. parameters]);

    /// <summary>Names the JSON that a route reads from its body, for OpenAPI.</summary>
    public static RouteHandlerBuilder TakesBody<T>(this RouteHandlerBuilder route) =>
        route.WithMetadata(new BodyMetadata(typeof(T)));
}
