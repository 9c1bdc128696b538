using Gimlet.Gateway;
using Gimlet.Hosting;

return await GimletProcess.ServeAsync(() =>
{
    var app = GimletHost.Create(args, "gateway")
        .AddGateway()
        .Build();
    app.MapGateway();
    return app;
});
