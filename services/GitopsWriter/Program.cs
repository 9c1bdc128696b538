using Gimlet.GitopsWriter;
using Gimlet.Hosting;

var rebuild = args is ["rebuild", ..];
var host = GimletHost.Create(rebuild ? args[1..] : args, "gitops-writer");
host.AddGitopsWriter();

var app = host.Build();
app.MapGitopsWriter();
if (rebuild)
{
    return await GitopsWriterService.RebuildAsync(app, Console.Out);
}

await app.RunAsync();
return 0;
