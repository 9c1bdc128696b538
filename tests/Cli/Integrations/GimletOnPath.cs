using System.Runtime.InteropServices;

namespace Gimlet.Cli.Tests.Integrations;

/// <summary>A folder for the PATH that holds <c>gimlet</c>: the program that was built, started by a script.</summary>
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
        var program = Path.Combine(AppContext.BaseDirectory, "gimlet.dll");
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        Script.Write(path, $"#!/bin/sh\nexec '{dotnet}' '{program}' \"$@\"\n");
    }
}
