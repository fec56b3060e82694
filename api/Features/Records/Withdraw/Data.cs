using Dapper;
using Npgsql;
using OpenMinutes.Api.Features.Directives;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Records.Withdraw;

internal static class Data
{
    public static async Task WithdrawAsync(
        NpgsqlConnection connection, Request request, int edition, DateTimeOffset now, Caller caller, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(Sql.Command(
            """
            update minutes.records
            set withdrawn_at = @now, withdrawal_reason = @reason, state = case state when 'published' then 'withdrawn' else state end,
                revision = revision + 1, updated_at = now()
            where id = @id
            """,
            new { request.Id, request.Body.Reason, now },
            cancellationToken));
        await PublicSite.HideAsync(connection, request.Id, cancellationToken);
        await PublicDirectives.FollowAsync(connection, request.Id, shown: null, caller, cancellationToken);
        await new History(request.Id, "record.withdraw", "withdraw", caller) { Edition = edition, Detail = request.Body }.WriteAsync(connection, cancellationToken);
        await PublicSite.PublishAsync(connection, request.Id, "withdrawn", request.Body.Reason, caller, cancellationToken);
    }
}
