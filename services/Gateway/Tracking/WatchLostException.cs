namespace Gimlet.Gateway.Tracking;

/// <summary>The status of a request can no longer be followed; the request itself goes on.</summary>
internal sealed class WatchLostException(string message) : Exception(message);
