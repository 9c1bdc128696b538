using System.ComponentModel;
using System.Diagnostics;

namespace Gimlet.Deployment.Tests;

/// <summary>Runs the real <c>kubectl kustomize</c>; where it is missing a test skips, in CI it fails.</summary>
internal static class Kubectl
{
    public static async Task<string> KustomizeAsync(string folder, CancellationToken cancellationToken)
    {
        using var process = Start("kustomize", folder);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);

        Assert.True(process.ExitCode == 0, $"kubectl kustomize {folder}: {await errors}");
        return output;
    }

    private static Process Start(params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("kubectl", arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }) ?? throw new InvalidOperationException("kubectl does not start");
        }
        catch (Win32Exception e)
        {
            Assert.True(Environment.GetEnvironmentVariable("CI") is null, $"kubectl is missing in CI: {e.Message}");
            Assert.Skip("needs kubectl on the PATH");
            throw;
        }
    }
}
