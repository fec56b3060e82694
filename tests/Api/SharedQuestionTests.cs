using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Api;

/// <summary>One question to the database for all who wait.</summary>
public sealed class SharedQuestionTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>
{
    [Fact]
    public async Task Who_comes_while_a_question_is_under_way_is_asked_for_in_the_next_with_all_others()
    {
        await using var database = NpgsqlDataSource.Create(migrated.Database.Api);
        var (isUnderWay, mayEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
        var questions = new List<string>();
        using var shared = new SharedQuestion<int, int>(database, async (connection, asked) =>
        {
            questions.Add(string.Join(' ', asked));
            isUnderWay.TrySetResult();
            await mayEnd.Task;
            return [.. asked.Select(static number => -number)];
        });

        var first = shared.AskAsync(1);
        await isUnderWay.Task;
        var others = new[] { shared.AskAsync(2), shared.AskAsync(3) };
        mayEnd.SetResult();

        Assert.Equal(-1, await first);
        Assert.Equal(-2, await others[0]);
        Assert.Equal(-3, await others[1]);
        Assert.Equal(["1", "2 3"], questions);
    }

    [Fact]
    public async Task A_connection_that_is_lost_fails_those_who_asked_over_it_and_nobody_after_them()
    {
        await using var database = NpgsqlDataSource.Create(migrated.Database.Api);
        var (isUnderWay, mayEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var shared = new SharedQuestion<string, string>(database, async (connection, asked) =>
        {
            isUnderWay.TrySetResult();
            await mayEnd.Task;
            return [.. await Dapper.SqlMapper.QueryAsync<string>(connection, asked[0])];
        });

        var lost = shared.AskAsync("select pg_terminate_backend(pg_backend_pid())::text");
        await isUnderWay.Task;
        var next = shared.AskAsync("select 'answered'");
        mayEnd.SetResult();

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => lost);
        Assert.Equal("answered", await next);
    }

    [Fact]
    public async Task A_connection_that_ended_while_nobody_asked_is_made_anew_and_nobody_hears_of_it()
    {
        await using var database = NpgsqlDataSource.Create(migrated.Database.Api);
        using var shared = new SharedQuestion<string, string>(database, static async (connection, asked) => [.. await Dapper.SqlMapper.QueryAsync<string>(connection, asked[0])]);
        var kept = await shared.AskAsync("select pg_backend_pid()::text");
        await using (var other = await database.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await Dapper.SqlMapper.ExecuteAsync(other, $"select pg_terminate_backend({kept})");
        }

        Assert.NotEqual(kept, await shared.AskAsync("select pg_backend_pid()::text"));
    }
}
