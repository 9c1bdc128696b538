namespace Gimlet.Gateway.Requests;

/// <summary><c>{}</c>: done, and there is nothing to tell.</summary>
internal sealed record EmptyJson;
