using Gimlet.Hosting;
using Gimlet.Policy;

var host = GimletHost.Create(args, "policy");
host.AddPolicy();

var app = host.Build();
app.MapPolicy();
await app.RunAsync();
