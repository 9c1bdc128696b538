namespace Gimlet.Policy.Requests;

/// <summary>A planned result as it was stored, at a time in unix microseconds.</summary>
internal sealed record AcceptedResult(
    string Id, long Sequence, string Predecessor, long RequestedAt, PlannedResult Planned);
