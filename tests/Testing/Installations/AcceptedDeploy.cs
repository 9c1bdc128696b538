namespace Gimlet.Testing.Installations;

/// <summary>A deploy that the API took.</summary>
/// <param name="App">The app.</param>
/// <param name="RequestId">The id that it was answered with.</param>
/// <param name="Mark">A text that is in the app's file after this deploy and no other.</param>
public sealed record AcceptedDeploy(string App, string RequestId, string Mark);
