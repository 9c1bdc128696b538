using Gimlet.GitopsWriter;
using Gimlet.Hosting;

var rebuild = args is ["rebuild", ..];
return await GimletProcess.RunAsync(
    () =>
    {
        var app = GimletHost.Create(rebuild ? args[1..] : args, "gitops-writer")
            .AddGitopsWriter()
            .Build();
        app.MapGitopsWriter();
        return app;
    },
    app => rebuild ? GitopsWriterService.RebuildAsync(app, Console.Out) : GimletProcess.ServeAsync(app),
    Console.Error);
