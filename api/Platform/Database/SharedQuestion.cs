using System.Data;
using Npgsql;

namespace OpenMinutes.Api.Platform.Database;

/// <summary>
/// Asks the database for many at once. Whoever comes while a question is under way waits for the next, and one question asks for all that wait: so it begins after each of them came, and what it
/// says is as new as if he had asked alone.
/// </summary>
/// <param name="database">Where the answers are.</param>
/// <param name="ask">Asks for several, and says what each is told.</param>
internal sealed class SharedQuestion<TAsked, TTold>(NpgsqlDataSource database, Func<NpgsqlConnection, IReadOnlyList<TAsked>, Task<IReadOnlyList<TTold>>> ask) : IDisposable
{
    private readonly Lock _lock = new();
    private List<Waiting> _waiting = [];
    private bool _isUnderWay;

    // The pool would take another each time, to a process of the database that sleeps and has forgotten everything.
    private NpgsqlConnection? _connection;

    public Task<TTold> AskAsync(TAsked asked)
    {
        var waiting = new Waiting(asked);
        lock (_lock)
        {
            _waiting.Add(waiting);
            if (_isUnderWay)
            {
                return waiting.Task;
            }

            _isUnderWay = true;
        }

        _ = AskAllAsync();
        return waiting.Task;
    }

    public void Dispose() => Close();

    private async Task AskAllAsync()
    {
        // Others that have just come, and wait for a processor, are taken along.
        await Task.Yield();
        var question = Ask(Next());
        while (question is not null)
        {
            var answer = await question;

            // The database is asked for those who came meanwhile while these are gone on with.
            question = Ask(Next());
            GoOn.With(answer.All.Count, answer.Tell);
        }
    }

    private Task<Answer>? Ask(List<Waiting>? all) => all is null ? null : AskAsync(all);

    private async Task<Answer> AskAsync(List<Waiting> all)
    {
        try
        {
            var told = await ToldAsync(all.ConvertAll(static one => one.Asked));
            return new Answer(all, at => all[at].SetResult(told[at]));
        }
        catch (Exception exception)
        {
            Close();
            return new Answer(all, at => all[at].SetException(exception));
        }
    }

    /// <summary>A connection that was kept may have ended since, with PostgreSQL or a proxy: then the question is asked once more, over another.</summary>
    private async Task<IReadOnlyList<TTold>> ToldAsync(List<TAsked> asked)
    {
        if (_connection is not null)
        {
            try
            {
                return await AskAsync(asked);
            }
            catch (NpgsqlException) when (_connection.State != ConnectionState.Open)
            {
                Close();
            }
        }

        _connection = await database.OpenConnectionAsync();
        return await AskAsync(asked);
    }

    private async Task<IReadOnlyList<TTold>> AskAsync(List<TAsked> asked) =>
        await ask(_connection!, asked) is var told && told.Count == asked.Count ? told : throw new InvalidOperationException($"{asked.Count} asked, and {told.Count} are told something.");

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private List<Waiting>? Next()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                _isUnderWay = false;
                return null;
            }

            var all = _waiting;
            _waiting = [];
            return all;
        }
    }

    private sealed record Answer(List<Waiting> All, Action<int> Tell);

    private sealed class Waiting(TAsked asked) : TaskCompletionSource<TTold>
    {
        public TAsked Asked { get; } = asked;
    }
}

/// <summary>
/// Goes on with several who waited, in their order, until each has to wait for something else. To queue each by himself wakes a thread for each, to find that another has taken him; so the thread that read
/// the answers takes one after the other. Where there are many processors others help, half of them at most, so that the database is served too.
/// </summary>
file sealed class GoOn(int count, Action<int> next) : IThreadPoolWorkItem
{
    private int _taken;

    public static void With(int count, Action<int> next)
    {
        var all = new GoOn(count, next);
        for (var helper = Math.Min(count, Environment.ProcessorCount / 2); helper > 1; helper--)
        {
            ThreadPool.UnsafeQueueUserWorkItem(all, preferLocal: false);
        }

        all.Execute();
    }

    public void Execute()
    {
        while (Interlocked.Increment(ref _taken) is var number && number <= count)
        {
            next(number - 1);
        }
    }
}
