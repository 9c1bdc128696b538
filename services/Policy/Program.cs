using Gimlet.Hosting;
using Gimlet.Policy;

return await GimletProcess.ServeAsync(() =>
{
    var app = GimletHost.Create(args, "policy")
        .AddPolicy()
        .Build();
    app.MapPolicy();
    return app;
});
