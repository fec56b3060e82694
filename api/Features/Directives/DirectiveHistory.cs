using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives;

/// <summary>What every change of directives leaves behind in its transaction: a higher revision, one audit row and one entry of the change feed for each.</summary>
internal static class DirectiveHistory
{
    /// <param name="connection">Where the change is made.</param>
    /// <param name="directives">The directives that changed.</param>
    /// <param name="action">What was done, such as directive.progress.</param>
    /// <param name="caller">Who did it.</param>
    /// <param name="detail">What was sent, and what was there before.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task WriteAsync(
        NpgsqlConnection connection, IReadOnlyList<string> directives, string action, Caller caller, object? detail, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(Sql.Command(
            """
            with changed as (
              update minutes.directives set revision = revision + 1, updated_at = now() where id = any(@directives) returning 'directives/' || id as resource, revision
            ), told as (
              insert into minutes.changes (kind, resource) select 'upsert', resource from changed order by resource
            )
            insert into minutes.audit (person, api_key, action, resource, revision, detail)
            select @person, @apiKey, @action, resource, revision, @detail::jsonb from changed order by resource
            """,
            new
            {
                directives,
                action,
                caller.Person,
                caller.ApiKey,
                detail = detail is null ? null : JsonSerializer.Serialize(detail, MinutesJson.Options),
            },
            cancellationToken));
}
