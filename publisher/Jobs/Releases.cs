using Npgsql;

namespace OpenMinutes.Publisher.Jobs;

/// <summary>What was put live on a target, in schema <c>publishing</c>.</summary>
internal sealed class Releases(string target)
{
    /// <summary>In which nothing is visible: of a release that is not on record, all that is there may have changed since.</summary>
    private const string Nothing = "1:1:";

    /// <summary>Puts a release on record, in the transaction in which it goes live.</summary>
    /// <exception cref="StaleException">Another publisher put a release live since the content of this one was read.</exception>
    public async Task<long> RecordAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Release release, Func<string> goLive, CancellationToken cancellation)
    {
        if (release.Undoes is null && await IsStaleAsync(connection, release.Snapshot, undoes: null, cancellation))
            throw new StaleException();
        Fault.At(Step.Held);
        var tree = goLive();

        // From here on the site is what the record will say; only a lost connection can keep it from being said.
        var id = await connection.FirstAsync(
            """
            insert into publishing.releases (target, tree, content, manifest, pages, bytes, undoes)
            values (@target, @tree, @snapshot::pg_snapshot, @manifest, @pages, @bytes, @undoes)
            returning id
            """,
            static row => row.GetInt64(0),
            CancellationToken.None,
            ("target", target), ("tree", tree), ("snapshot", release.Snapshot), ("manifest", release.Manifest.RootSha256), ("pages", release.Manifest.Count),
            ("bytes", release.Manifest.Bytes), ("undoes", release.Undoes));
        Fault.At(Step.Recorded);
        return id;
    }

    /// <summary>Whether another publisher put a release live since.</summary>
    /// <param name="connection">To the database, in a transaction if there is one.</param>
    /// <param name="snapshot">In which the content of a new release was read; null where there is none.</param>
    /// <param name="undoes">The release that shall be undone; null where none is.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<bool> IsStaleAsync(NpgsqlConnection connection, string? snapshot, long? undoes, CancellationToken cancellation) =>
        // Transaction ids from another cluster, restored with a dump, may lie ahead of this one's.
        await connection.FirstAsync(
            """
            select exists (
              select from publishing.releases
              where target = @target
                and (id > @undoes and undoes is distinct from @undoes
                  or not pg_visible_in_snapshot(recorded_in, @snapshot::pg_snapshot) and recorded_in < pg_snapshot_xmax(pg_current_snapshot())))
            """,
            static row => row.GetBoolean(0),
            cancellation,
            ("target", target), ("snapshot", snapshot), ("undoes", undoes));

    /// <summary>The snapshot in which the content of a release was read.</summary>
    /// <param name="connection">To the database.</param>
    /// <param name="manifest">The release, by the SHA-256 of its root manifest.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<string> ContentOfAsync(NpgsqlConnection connection, byte[] manifest, CancellationToken cancellation) =>
        await connection.FirstAsync(
            "select content::text from publishing.releases where target = @target and manifest = @manifest order by id desc limit 1",
            static row => row.GetString(0),
            cancellation,
            ("target", target), ("manifest", manifest)) ?? Nothing;

    /// <summary>The SHA-256 of a release's root manifest.</summary>
    public static async Task<byte[]> ManifestOfAsync(NpgsqlConnection connection, long release, CancellationToken cancellation) =>
        (await connection.FirstAsync(
            "select manifest from publishing.releases where id = @release",
            static row => row.GetFieldValue<byte[]>(0),
            cancellation,
            ("release", release)))!;

    /// <summary>The newest release on record, if its root manifest has a hash.</summary>
    public async Task<long?> FindAsync(NpgsqlConnection connection, byte[] manifest, CancellationToken cancellation) =>
        await connection.FirstAsync(
            "select id from (select id, manifest from publishing.releases where target = @target order by id desc limit 1) newest where manifest = @manifest",
            static row => (long?)row.GetInt64(0),
            cancellation,
            ("target", target), ("manifest", manifest));
}

/// <summary>Another publisher put a release live since the content of this one was read, which therefore must not go live after it.</summary>
internal sealed class StaleException() : Exception("Another publisher has put a newer release live.");
