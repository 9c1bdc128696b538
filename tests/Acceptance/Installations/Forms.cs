using Gimlet.Testing.Installations;

namespace Gimlet.Acceptance.Tests.Installations;

/// <summary>Five processes over RabbitMQ and PostgreSQL.</summary>
[CollectionDefinition]
public sealed class Distributed : ICollectionFixture<DistributedInstallation>;

public sealed class DistributedInstallation() : InstallationFixture(GimletForm.Distributed);
