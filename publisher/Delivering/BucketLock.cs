using Npgsql;

namespace OpenMinutes.Publisher.Delivering;

/// <summary>
/// Keeps other publishers off a bucket, wherever they run: an advisory lock in the database, which PostgreSQL lets go when it no longer hears of who holds it. Who no longer hears of
/// PostgreSQL must stop writing at once.
/// </summary>
internal sealed class BucketLock : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);
    private const int Patience = 5; // seconds, for an answer that needs no work

    private readonly NpgsqlConnection _connection;
    private readonly string _what;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _watch;

    private BucketLock(NpgsqlConnection connection, string what)
    {
        _connection = connection;
        _what = what;
        _watch = WatchAsync();
    }

    /// <summary>Is cancelled when it is not certain any more that others are kept off.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Waits until no other publisher is there.</summary>
    public static async Task<BucketLock> TakeAsync(NpgsqlDataSource database, string what, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            // Of a publisher whose machine is gone PostgreSQL hears nothing, and would hold its lock for hours.
            await connection.ExecuteAsync("set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3", CancellationToken.None);
            while (!await connection.FirstAsync("select pg_try_advisory_lock(hashtextextended(@what, 0))", static row => row.GetBoolean(0), cancellation, ("what", what)))
                await Task.Delay(Pause, cancellation);
            return new BucketLock(connection, what);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks the database something through the connection that holds the lock.</summary>
    public async Task<T> AskAsync<T>(Func<NpgsqlConnection, Task<T>> question)
    {
        await _turn.WaitAsync();
        try
        {
            return await question(_connection);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watch;
        try
        {
            await _connection.ExecuteAsync("select pg_advisory_unlock(hashtextextended(@what, 0))", CancellationToken.None, ("what", _what));
        }
        catch (Exception gone) when (gone is NpgsqlException or InvalidOperationException)
        {
            // With the connection goes the lock.
        }
        await _connection.DisposeAsync();
        _turn.Dispose();
        _lost.Dispose();
        _end.Dispose();
    }

    private static async Task<object?> AnswerAsync(NpgsqlConnection connection)
    {
        await using var nothing = new NpgsqlCommand("select 1", connection) { CommandTimeout = Patience };
        return await nothing.ExecuteScalarAsync();
    }

    private async Task WatchAsync()
    {
        using var beat = new PeriodicTimer(Beat);
        try
        {
            while (await beat.WaitForNextTickAsync(_end.Token))
                await AskAsync(AnswerAsync);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
        }
        catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException or TimeoutException)
        {
            await _lost.CancelAsync();
        }
    }
}
