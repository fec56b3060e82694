using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Features.Directives;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.Reinstate;

internal static class Data
{
    public static async Task ReinstateAsync(NpgsqlConnection connection, Request request, int edition, Caller caller, CancellationToken cancellationToken)
    {
        var newest = await connection.QuerySingleAsync<string>(Sql.Command(
            """
            with reinstated as (
              update minutes.records
              set withdrawn_at = null, withdrawal_reason = null, state = case state when 'withdrawn' then 'published' else state end,
                  revision = revision + 1, updated_at = now()
              where id = @id
            )
            select public_document from minutes.editions where record = @id and edition = @edition
            """,
            new { request.Id, edition },
            cancellationToken));
        await PublicChanges.TellReinstatedAsync(connection, request.Id, cancellationToken);
        var shown = JsonSerializer.Deserialize<PublicEdition>(newest, MinutesJson.Options)!;
        await PublicSite.ShowAsync(connection, request.Id, shown, cancellationToken);
        await PublicDirectives.FollowAsync(connection, request.Id, shown, caller, cancellationToken);
        await new History(request.Id, "record.reinstate", "upsert", caller) { Edition = edition, Detail = request.Body }.WriteAsync(connection, cancellationToken);
        await PublicSite.PublishAsync(connection, request.Id, "reinstated", request.Body.Reason, caller, cancellationToken);
    }
}
