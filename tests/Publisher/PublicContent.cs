using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Contracts;
using OpenMinutes.Publisher.Delivering;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Planning;
using OpenMinutes.Rendering;
using OpenMinutes.Tests.Support;
using Site = OpenMinutes.Publisher.Site;

namespace OpenMinutes.Tests.Publisher;

/// <summary>A database with minutes in schema <c>public_site</c>, as the api leaves them there, and a directory for the site.</summary>
public sealed class PublicContent : IAsyncLifetime
{
    private TestDatabase? _database;
    private NpgsqlDataSource? _owner;

    /// <summary>Where the database is; null for where the others are.</summary>
    internal TestCluster? Cluster { get; init; }

    /// <summary>The database as a publisher may see it.</summary>
    internal NpgsqlDataSource Publisher { get; private set; } = null!;

    internal string PublisherConnection => _database!.Publisher;

    internal string Folder { get; } = Directory.CreateTempSubdirectory("openminutes-site-").FullName;

    internal SiteDirectory Trees => new(Folder);

    public async ValueTask InitializeAsync()
    {
        _database = await (Cluster ?? await TestCluster.Current).CloneAsync();
        _owner = NpgsqlDataSource.Create(_database.Owner);
        Publisher = NpgsqlDataSource.Create(_database.Publisher);
        await ExecuteAsync(
            """
            insert into public_site.series values ('supervisors', '主管會議', '數位發展部', 'continuous', false);
            insert into public_site.units values ('digital-strategy', '數位策略司', '{}', '數位發展部', null, 10), ('personnel', '人事處', '{}', '數位發展部', null, 20);
            insert into public_site.unit_names values ('數位發展部', '數位策略司', 'digital-strategy'), ('數位發展部', '人事處', 'personnel');
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await Publisher.DisposeAsync();
        await _owner!.DisposeAsync();
        await _database!.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Makes the reference minutes public as those of the meeting of a number, or as the next edition of them.</summary>
    internal async Task<PublicEdition> PublishAsync(int number, string? title = null, int edition = 1)
    {
        var key = $"2025-{number:000}";
        var record = RenderingBed.Record with { Number = number, Title = title ?? $"第{number}次主管會議紀錄", Start = RenderingBed.Record.Start.AddDays(number) };
        var disclosed = Disclosing.Disclose(record, edition, key, RenderingBed.Published.AddDays(number).AddHours(edition));
        var document = JsonSerializer.SerializeToUtf8Bytes(disclosed, MinutesJson.Options);
        await ExecuteAsync(
            """
            insert into public_site.records (series, key, number, title, start_at, held_on, edition, first_published, published_at)
            values ('supervisors', @key, @number, @title, @start, @day, @edition, @at, @at)
            on conflict (series, key) do update set title = excluded.title, edition = excluded.edition, published_at = excluded.published_at;
            insert into public_site.editions values ('supervisors', @key, @edition, convert_from(@document, 'UTF8'), @sha256, @at);
            delete from public_site.appearances where key = @key;
            insert into public_site.changes (series, key, kind, edition, at) values ('supervisors', @key, case when @edition = 1 then 'publish' else 'correct' end, @edition, @at);
            insert into public_site.appearances values ('supervisors', @key, 'reports-1', 1, '數位發展部', '數位策略司', 'item', 'reporting', '列管案');
            """,
            new
            {
                key,
                number,
                title = disclosed.Title,
                start = disclosed.Start.ToUniversalTime(),
                day = DateOnly.FromDateTime(disclosed.Start.DateTime),
                edition,
                at = disclosed.PublishedAt!.Value.ToUniversalTime(),
                document,
                sha256 = SHA256.HashData(document),
            });
        return disclosed;
    }

    internal async Task WithdrawAsync(int number, string reason) => await ExecuteAsync(
        """
        update public_site.records set withdrawn_at = '2026-01-02T00:00:00Z', withdrawal_reason = @reason where key = @key;
        delete from public_site.editions where key = @key;
        delete from public_site.appearances where key = @key;
        delete from public_site.figures where key = @key;
        insert into public_site.changes (series, key, kind, edition, reason, at) select series, key, 'withdraw', edition, @reason, withdrawn_at from public_site.records where key = @key;
        """,
        new { key = $"2025-{number:000}", reason });

    /// <summary>Leaves no trace of the meeting, as if it had never been public.</summary>
    internal async Task RemoveAsync(int number) => await ExecuteAsync(
        """
        delete from public_site.appearances where key = @key;
        delete from public_site.figures where key = @key;
        delete from public_site.changes where key = @key;
        delete from public_site.editions where key = @key;
        delete from public_site.records where key = @key;
        """,
        new { key = $"2025-{number:000}" });

    internal async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await _owner!.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }

    /// <summary>Holds a table in a transaction until disposed: whoever wants it waits.</summary>
    internal async Task<IAsyncDisposable> HoldAsync(string table, string mode)
    {
        var connection = await _owner!.OpenConnectionAsync();
        await connection.ExecuteAsync($"begin; lock table {table} in {mode} mode");
        return new Hold(connection);
    }

    private sealed class Hold(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await connection.DisposeAsync();
            }
            catch (NpgsqlException)
            {
                // A PostgreSQL that was restarted has let it go.
            }
        }
    }

    /// <summary>Connections to a PostgreSQL that was restarted are good for nothing.</summary>
    internal void ForgetConnections()
    {
        Cluster?.Superuser.Clear();
        _owner!.Clear();
        Publisher.Clear();
    }

    internal async Task<T> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await _owner!.OpenConnectionAsync();
        return await connection.QuerySingleAsync<T>(sql, parameters);
    }

    /// <summary>What the agency says about the site.</summary>
    internal SiteSettings Settings { get; set; } = new();

    internal Site Site(SiteFiles? files = null, Delivery? delivery = null) =>
        new(Publisher, Trees, Settings, files ?? RenderingBed.Files, htmlOnly: false) { Delivery = delivery ?? Delivery.None };

    /// <summary>Builds the site as the command does.</summary>
    internal async Task<Progress> BuildAsync(SiteFiles? files = null)
    {
        var progress = new Progress();
        using var alone = Trees.TryLock();
        Assert.NotNull(alone);
        await Site(files).PublishAsync(PublicationScope.Changes, progress, (_, goLive, _) =>
        {
            goLive();
            return Task.CompletedTask;
        }, TestContext.Current.CancellationToken);
        return progress;
    }

    /// <summary>Every file of the live tree: path and what tells it from another file of the same content.</summary>
    internal SortedDictionary<string, (Guid Content, DateTime Time)> Live() => new(
        new TreeFiles(Trees.LivePath!).All().ToDictionary(
            static file => file.Path,
            file => Path.Join(Trees.LivePath!, file.Path) is var path ? (new Guid(SHA256.HashData(File.ReadAllBytes(path)).AsSpan(0, 16)), File.GetLastWriteTimeUtc(path)) : default),
        StringComparer.Ordinal);

    internal string Read(string path) => File.ReadAllText(Path.Join(Trees.LivePath!, path));

    internal bool Has(string path) => File.Exists(Path.Join(Trees.LivePath!, path));

    /// <summary>The product's templates and assets with one replaced.</summary>
    internal static SiteFiles With(string name, string text)
    {
        var folder = Directory.CreateTempSubdirectory("openminutes-templates-");
        try
        {
            var file = Path.Join(folder.FullName, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            return SiteFiles.Load(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
