using System.Diagnostics;

namespace Gimlet.Benchmarks.Load;

/// <summary>What pipelines do without Gimlet: clone, render, commit, and push again until nobody was faster.</summary>
internal sealed class CiScript(string remote, string chart, string env)
{
    private const string Script = """
        set -e
        git clone --quiet --depth 1 "file://$REMOTE" .
        mkdir -p "$TARGET_ENV/$APP"
        "${HELM_PATH:-helm}" template "$APP" "$CHART" --namespace default \
          --set "image.repository=registry.example.com/$APP" \
          --set "image.tag=build-$BUILD" --set "ingress.host=$APP.example.com" > "$TARGET_ENV/$APP/manifests.yaml"
        git add --all
        git commit --quiet --message "Deploy $APP build $BUILD"
        until git push --quiet origin HEAD:main; do
          git pull --quiet --rebase origin main
        done
        """;

    public async ValueTask DeployAsync(string folder, string app, int build, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo("bash", ["-c", Script])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["REMOTE"] = remote,
                ["CHART"] = chart,
                ["TARGET_ENV"] = env,
                ["APP"] = app,
                ["BUILD"] = $"{build}",
                ["GIT_CONFIG_GLOBAL"] = "/dev/null",
                ["GIT_AUTHOR_NAME"] = "CI",
                ["GIT_AUTHOR_EMAIL"] = "ci@example.com",
                ["GIT_COMMITTER_NAME"] = "CI",
                ["GIT_COMMITTER_EMAIL"] = "ci@example.com",
            },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The CI script failed: {await errors}");
        }

        Directory.Delete(folder, recursive: true);
    }
}
