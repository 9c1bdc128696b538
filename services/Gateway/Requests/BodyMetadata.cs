namespace Gimlet.Gateway.Requests;

/// <summary>What a route takes as its body, for OpenAPI; <c>Accepts</c> would insist on a content type.</summary>
internal sealed record BodyMetadata(Type Type);

/// <summary>A limit on the body of one route, instead of <see cref="RequestOptions.MaxBodyBytes"/>.</summary>
internal sealed record BodyLimitMetadata(int Bytes);
