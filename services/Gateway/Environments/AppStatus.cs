namespace Gimlet.Gateway.Environments;

/// <summary>One app's member of the JSON object of its environment.</summary>
/// <param name="App">Name of the app.</param>
/// <param name="Json"><c>"app":{…}</c> in UTF-8; empty for an app that has no release any more.</param>
internal readonly record struct AppStatus(string App, byte[] Json);
