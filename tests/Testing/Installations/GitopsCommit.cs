namespace Gimlet.Testing.Installations;

/// <summary>A commit of Gimlet's, with what its trailers say.</summary>
public sealed record GitopsCommit(string Sha, string ResultId, string RequestId);
