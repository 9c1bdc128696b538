using Gimlet.Testing.Installations;

namespace Gimlet.Acceptance.Tests.Installations;

/// <summary>One process with an in-memory bus and SQLite.</summary>
[CollectionDefinition]
public sealed class Standalone : ICollectionFixture<StandaloneInstallation>;

/// <summary>Five processes over RabbitMQ and PostgreSQL.</summary>
[CollectionDefinition]
public sealed class Distributed : ICollectionFixture<DistributedInstallation>;

public sealed class StandaloneInstallation() : InstallationFixture(GimletForm.Standalone);

public sealed class DistributedInstallation() : InstallationFixture(GimletForm.Distributed);
