using Gimlet.Artifacts;
using Gimlet.Hosting;

var host = GimletHost.Create(args, "artifact");
host.AddArtifact();

var app = host.Build();
app.MapArtifact();
await app.RunAsync();
