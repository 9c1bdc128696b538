using Gimlet.GitopsWriter;
using Gimlet.Hosting;

var host = GimletHost.Create(args, "gitops-writer");
host.AddGitopsWriter();

var app = host.Build();
app.MapGitopsWriter();
await app.RunAsync();
