namespace OpenMinutes.Tests.Support;

/// <summary>
/// A database of a test's own, with a login in each role. A class shares one by taking a <see cref="MigratedDatabase"/> as its class fixture.
/// </summary>
internal sealed class TestDatabase(TestCluster cluster, string name) : IAsyncDisposable
{
    public string Name { get; } = name;

    /// <summary>Connection string of the owner, who migrates.</summary>
    public required string Owner { get; init; }

    /// <summary>Connection string of a login in openminutes_api.</summary>
    public required string Api { get; init; }

    /// <summary>Connection string of a login in openminutes_publisher.</summary>
    public required string Publisher { get; init; }

    /// <summary>One with the full schema and no rows.</summary>
    public static async Task<TestDatabase> CreateAsync() => await (await TestCluster.Current).CloneAsync();

    /// <summary>One without a schema.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync() => await (await TestCluster.Current).CreateEmptyAsync();

    public async ValueTask DisposeAsync() => await cluster.DropAsync(Name);
}

/// <summary>The database that the tests of one class share.</summary>
public sealed class MigratedDatabase : IAsyncLifetime
{
    private TestDatabase? _database;

    internal TestDatabase Database => _database!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
