using Gimlet.Gateway;
using Gimlet.Hosting;

var host = GimletHost.Create(args, "gateway");
host.AddGateway();

var app = host.Build();
app.MapGateway();
await app.RunAsync();
