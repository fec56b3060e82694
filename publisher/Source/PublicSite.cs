using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;

namespace OpenMinutes.Publisher.Source;

/// <summary>
/// Schema <c>public_site</c> as it is at one moment: everything is read in one snapshot, so that a release never mixes two states.
/// A connection gives one answer at a time. Each question is bounded by what it names: some meetings, a year, the newest. None asks for everything.
/// </summary>
internal sealed partial class PublicSite : IAsyncDisposable
{
    // Of series, bodies, and what units do: as many as the agency has, however many rows say them.
    private static readonly SharedNames Names = new();

    // Meetings of all series have the same keys (2025-018), and those of a whole site are kept more than once.
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    private readonly NpgsqlDataSource _database;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private PublicSite(NpgsqlDataSource database, NpgsqlConnection connection, NpgsqlTransaction transaction, string snapshot)
    {
        _database = database;
        _connection = connection;
        _transaction = transaction;
        Snapshot = snapshot;
    }

    /// <summary>PostgreSQL's name of the moment (<c>pg_snapshot</c>): says of each transaction whether it is in the release.</summary>
    public string Snapshot { get; }

    public static Task<PublicSite> OpenAsync(NpgsqlDataSource database, CancellationToken cancellation) => OpenAsync(database, "", cancellation);

    /// <summary>Names the moment for <see cref="BesideAsync"/>.</summary>
    public async Task<string> ExportAsync(CancellationToken cancellation) => (await ListAsync("select pg_export_snapshot()", static row => row.GetString(0), cancellation))[0];

    /// <summary>The same moment on a connection of its own, so that something else is read at the same time.</summary>
    /// <param name="moment">What <see cref="ExportAsync"/> said.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<PublicSite> BesideAsync(string moment, CancellationToken cancellation) => OpenAsync(_database, $"set transaction snapshot '{moment}'; ", cancellation);

    private static async Task<PublicSite> OpenAsync(NpgsqlDataSource database, string moment, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            await using var first = new NpgsqlCommand($"{moment}set transaction read only; select pg_current_snapshot()::text", connection, transaction);
            return new PublicSite(database, connection, transaction, (string)(await first.ExecuteScalarAsync(cancellation))!);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        var list = new List<T>();
        await foreach (var one in StreamAsync(sql, read, cancellation, parameters))
            list.Add(one);
        return list;
    }

    /// <remarks>
    /// The answer is waited for without a thread; its rows, once they come, are read on one. To hand a large answer from thread to thread, piece by piece, took as long as reading it.
    /// </remarks>
    private async IAsyncEnumerable<T> StreamAsync<T>(
        string sql, Func<NpgsqlDataReader, T> read, [EnumeratorCancellation] CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, _connection, _transaction);
        command.Parameters.AddRange(parameters);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (rows.Read())
            yield return read(rows);
    }

    private string SharedKey(string key)
    {
        if (_keys.TryGetValue(key, out var known))
            return known;
        _keys.Add(key);
        return key;
    }

    /// <summary>The parameters <c>@series</c> and <c>@keys</c>, two arrays that name meetings.</summary>
    private static NpgsqlParameter[] Named(IReadOnlyCollection<MeetingKey> meetings) =>
    [
        new NpgsqlParameter<string[]>("series", [.. meetings.Select(static meeting => meeting.Series)]),
        new NpgsqlParameter<string[]>("keys", [.. meetings.Select(static meeting => meeting.Key)]),
    ];
}
