using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records;

/// <summary>
/// Makes public what was approved for a time that has come. Every replica looks, at its start and every few seconds: what fell due while none ran is caught up, and a locked
/// row is somebody else's.
/// </summary>
internal sealed partial class DueEditions(NpgsqlDataSource database, ILogger<DueEditions> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        do
        {
            // One that fails must not keep the others waiting; it is tried again next time.
            var failed = new List<string>();
            try
            {
                while (await PublishNextAsync(failed, stoppingToken))
                {
                }
            }
            catch (NpgsqlException exception)
            {
                LogPostponed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> PublishNextAsync(List<string> failed, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var id = await connection.QuerySingleOrDefaultAsync<string>(Sql.Command(
            """
            select id from minutes.records
            where publish_at <= now() and id <> all(@failed)
            order by publish_at, id
            limit 1
            for update skip locked
            """,
            new { failed },
            cancellationToken));
        if (id is null)
        {
            return false;
        }

        // Not in the statement that locks: it would see the edition as it was when it began to look.
        var due = await connection.QuerySingleAsync<Due>(Sql.Command(
            """
            select r.id, e.public_document, date_trunc('second', now()) as now
            from minutes.records r join minutes.editions e on e.record = r.id and e.edition = r.edition
            where r.id = @id
            """,
            new { id },
            cancellationToken));
        try
        {
            // What was approved, as it was approved, with the time at which it really went public.
            var edition = JsonSerializer.Deserialize<PublicEdition>(due.PublicDocument, MinutesJson.Options)! with { PublishedAt = due.Now };
            await GoingPublic.PublishAsync(connection, due.Id, edition, "due", Caller.Service, cancellationToken);
            await connection.ExecuteAsync(Sql.Command(
                """
                with published as (
                  update minutes.records set revision = revision + 1 where id = @id returning id, edition, revision
                ), told as (
                  insert into minutes.changes (kind, resource, edition) select 'upsert', 'records/' || id, edition from published
                )
                insert into minutes.audit (person, action, resource, edition, revision)
                select @person, 'record.publish', 'records/' || id, edition, revision from published
                """,
                new { due.Id, Caller.Service.Person },
                cancellationToken));
            await transaction.CommitAsync(cancellationToken);
            LogPublished(due.Id, edition.Edition);
        }
        catch (PostgresException exception)
        {
            LogFailed(exception, due.Id);
            failed.Add(due.Id);
        }

        return true;
    }

    [LoggerMessage(LogLevel.Information, "{Record} edition {Edition} went public at its time")]
    private partial void LogPublished(string record, int edition);

    [LoggerMessage(LogLevel.Error, "{Record} is due but could not go public")]
    private partial void LogFailed(Exception exception, string record);

    [LoggerMessage(LogLevel.Warning, "The database cannot be reached; what is due waits")]
    private partial void LogPostponed(Exception exception);

    private sealed record Due
    {
        public string Id { get; init; } = "";
        public string PublicDocument { get; init; } = "";
        public DateTimeOffset Now { get; init; }
    }
}
