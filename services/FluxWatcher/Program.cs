using Gimlet.FluxWatcher;
using Gimlet.Hosting;

return await GimletProcess.ServeAsync(() =>
{
    var app = GimletHost.Create(args, "flux-watcher")
        .AddFluxWatcher()
        .Build();
    app.MapFluxWatcher();
    return app;
});
