using Gimlet.Artifacts;
using Gimlet.FluxWatcher;
using Gimlet.Gateway;
using Gimlet.GitopsWriter;
using Gimlet.Hosting;
using Gimlet.Policy;
using Gimlet.Standalone;
using Gimlet.Standalone.Demo;

if (!CommandLine.TryRead(args, Console.Error, out var command))
{
    return CommandLine.WrongUsage;
}

var app = GimletHost.Create(command.Settings, GimletHost.StandaloneName)
    .AddArtifact().AddPolicy().AddGitopsWriter().AddFluxWatcher().AddGateway()
    .Build();
app.MapArtifact().MapPolicy().MapGitopsWriter().MapFluxWatcher().MapGateway();
if (command.Demo)
{
    return await DemoCommand.RunAsync(app, command.Exit, Console.Out);
}

return command.Rebuild ? await GitopsWriterService.RebuildAsync(app, Console.Out) : await ServeAsync(app);

static async Task<int> ServeAsync(WebApplication app)
{
    await app.RunAsync();
    return 0;
}
