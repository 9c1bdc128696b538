namespace Gimlet.Hosting.Configuration;

/// <summary>A setting is wrong in a way that options cannot say; the message names it, for the operator.</summary>
public sealed class SettingException(string message) : Exception(message);
