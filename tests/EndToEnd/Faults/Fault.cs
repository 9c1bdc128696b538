namespace Gimlet.EndToEnd.Tests.Faults;

/// <summary>Something that breaks during a run, and is repaired by the same hand.</summary>
internal sealed record Fault(string Name, Func<DeployRun, Task> Happen);
