namespace Gimlet.Contracts.Flux;

/// <summary>A Kubernetes object that Flux names in a failure.</summary>
/// <param name="Kind">Its kind, for example <c>Deployment</c>.</param>
/// <param name="Namespace">Its namespace; empty for objects of the whole cluster.</param>
/// <param name="Name">Its name.</param>
public sealed record FailingObject(string Kind, string Namespace, string Name);
