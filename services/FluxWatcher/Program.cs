using Gimlet.FluxWatcher;
using Gimlet.Hosting;

var app = GimletHost.Create(args, "flux-watcher")
    .AddFluxWatcher()
    .Build();
app.MapFluxWatcher();
await app.RunAsync();
