using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gimlet.Cli.Tests;

internal static class TestJson
{
    /// <summary>On one line, with nothing escaped without need.</summary>
    public static JsonSerializerOptions Relaxed { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
