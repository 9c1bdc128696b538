using Gimlet.Artifacts;
using Gimlet.FluxWatcher;
using Gimlet.Gateway;
using Gimlet.GitopsWriter;
using Gimlet.Hosting;
using Gimlet.Policy;
using Gimlet.Standalone;

if (!CommandLine.TryRead(args, Console.Error, out var command))
{
    return CommandLine.WrongUsage;
}

return await GimletProcess.RunAsync(
    () =>
    {
        var app = GimletHost.Create(command.Settings, GimletHost.StandaloneName)
            .AddArtifact().AddPolicy().AddGitopsWriter().AddFluxWatcher().AddGateway()
            .Build();
        app.MapArtifact().MapPolicy().MapGitopsWriter().MapFluxWatcher().MapGateway();
        return app;
    },
    command.RunAsync,
    Console.Error);
