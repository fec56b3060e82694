using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;

namespace OpenMinutes.Api.Features.Changes.List;

internal static class Data
{
    public static async Task<IReadOnlyList<Change>> ReadAsync(NpgsqlConnection connection, Request request, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<Change>(Sql.Command(
            """
            select n.sequence, c.kind, c.resource, c.edition, c.at
            from minutes.change_numbers n join minutes.changes c on c.id = n.change
            where n.sequence > @after
            order by n.sequence
            limit @limit
            """,
            new { request.After, request.Limit },
            cancellationToken))];
}
