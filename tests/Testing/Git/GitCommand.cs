using System.Diagnostics;

namespace Gimlet.Testing.Git;

/// <summary>Runs the real git, so that what Gimlet writes is judged by something other than itself.</summary>
public static class GitCommand
{
    /// <summary>Runs git in a folder and returns what it prints; throws with its error output when it fails.</summary>
    public static string Run(string folder, params string[] arguments) => RunWithInput(folder, "", arguments);

    /// <summary>The same for commands that read their standard input.</summary>
    public static string RunWithInput(string folder, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The settings of whoever runs the tests must not decide their outcome.
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_SYSTEM"] = "/dev/null";
        foreach (var (role, name) in new[] { ("AUTHOR", "Foreign"), ("COMMITTER", "Foreign") })
        {
            start.Environment[$"GIT_{role}_NAME"] = name;
            start.Environment[$"GIT_{role}_EMAIL"] = "foreign@example.com";
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("git does not start");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Result.TrimEnd('\n')
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {errors.Result}{output.Result}");
    }
}
