using Gimlet.Artifacts;
using Gimlet.Hosting;

return await GimletProcess.ServeAsync(() =>
{
    var app = GimletHost.Create(args, "artifact")
        .AddArtifact()
        .Build();
    app.MapArtifact();
    return app;
});
