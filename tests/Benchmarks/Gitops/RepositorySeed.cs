using System.Text;
using Gimlet.GitopsWriter.Rendering;
using Gimlet.Testing.Git;

namespace Gimlet.Benchmarks.Gitops;

/// <summary>A gitops repository with many apps in one environment.</summary>
internal static class RepositorySeed
{
    public const string Env = "staging";

    /// <summary>Adds one commit with the apps to a bare repository.</summary>
    public static void Fill(string folder, int apps)
    {
        var import = new StringBuilder();
        import.Append("commit refs/heads/main\ncommitter Seed <seed@example.com> 1700000000 +0000\ndata 4\nseed\n")
            .Append("from refs/heads/main^0\n");
        for (var number = 0; number < apps; number++)
        {
            var app = $"app-{number}";
            foreach (var file in Files(app, version: 0))
            {
                import.Append(null, $"M 100644 inline {Env}/{app}/{file.Name}\n")
                    .Append(null, $"data {file.Content.Length}\n{file.Content}\n");
            }
        }

        GitCommand.RunWithInput(folder, import.ToString(), "fast-import", "--quiet");
    }

    /// <summary>Adds commits that change one file of an app each, as deploys do.</summary>
    public static void AddHistory(string folder, int apps, int commits)
    {
        var import = new StringBuilder();
        for (var number = 1; number <= commits; number++)
        {
            var app = $"app-{number * 7919 % apps}";
            var file = Files(app, number).First();
            import.Append("commit refs/heads/main\ncommitter Seed <seed@example.com> 1700000000 +0000\n")
                .Append("data 6\ndeploy")
                .Append(number == 1 ? "\nfrom refs/heads/main^0\n" : "\n")
                .Append(null, $"M 100644 inline {Env}/{app}/{file.Name}\n")
                .Append(null, $"data {file.Content.Length}\n{file.Content}\n");
        }

        GitCommand.RunWithInput(folder, import.ToString(), "fast-import", "--quiet");
    }

    /// <summary>What a small chart renders; one of the files changes with the version.</summary>
    public static IEnumerable<RenderedFile> Files(string app, int version) =>
    [
        new("deployment.yaml", $"""
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: {app}
              labels: {"{"} app.kubernetes.io/name: {app} {"}"}
            spec:
              replicas: 2
              selector:
                matchLabels: {"{"} app.kubernetes.io/name: {app} {"}"}
              template:
                metadata:
                  labels: {"{"} app.kubernetes.io/name: {app} {"}"}
                spec:
                  containers:
                    - name: {app}
                      image: registry.example.com/{app}:{version}
                      ports: [{"{"} containerPort: 8080 {"}"}]

            """),
        new("service.yaml", $"""
            apiVersion: v1
            kind: Service
            metadata:
              name: {app}
            spec:
              selector: {"{"} app.kubernetes.io/name: {app} {"}"}
              ports: [{"{"} port: 80, targetPort: 8080 {"}"}]

            """),
    ];
}
