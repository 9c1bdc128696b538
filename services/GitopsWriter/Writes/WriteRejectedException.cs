namespace Gimlet.GitopsWriter.Writes;

/// <summary>This write can never succeed; the message becomes its result's error.</summary>
internal sealed class WriteRejectedException(string message) : Exception(message);
