using System.Runtime.InteropServices;

namespace Gimlet.Cli.Tests.Integrations;

/// <summary>
/// A folder for the PATH that holds <c>gimlet</c>: the program that was built, started by a script.
/// <c>TEST_GIMLET</c> may name another, the native one for example.
/// </summary>
internal static class GimletOnPath
{
    /// <summary>Writes the script and returns its folder.</summary>
    public static string CreateIn(string parent)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, "bin")).FullName;
        WriteProgram(Path.Combine(folder, "gimlet"));
        return folder;
    }

    public static void WriteProgram(string path)
    {
        var program = Environment.GetEnvironmentVariable("TEST_GIMLET") is { Length: > 0 } native
            ? $"'{native}'"
            : $"'{Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet")}' "
                + $"'{Path.Combine(AppContext.BaseDirectory, "gimlet.dll")}'";
        Script.Write(path, $"#!/bin/sh\nexec {program} \"$@\"\n");
    }
}
