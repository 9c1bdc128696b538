using Gimlet.Artifacts.Artifacts;
using Gimlet.Hosting;

namespace Gimlet.Artifacts;

public static class ArtifactService
{
    internal const string DatabaseName = "artifact";

    public static GimletHost AddArtifact(this GimletHost host)
    {
        host.AddDatabase(DatabaseName, typeof(ArtifactService).Assembly);
        host.Services.AddSingleton<ArtifactStore>();
        host.Services.AddSingleton<ShipArtifact>();
        return host;
    }

    public static WebApplication MapArtifact(this WebApplication app)
    {
        app.MapGrpcService<ArtifactEndpoint>();
        return app;
    }
}
