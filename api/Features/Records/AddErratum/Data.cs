using System.Globalization;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Records.AddErratum;

internal static class Data
{
    public static async Task AddAsync(NpgsqlConnection connection, Request request, Caller caller, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(Sql.Command(
            """
            insert into minutes.errata (record, anchor, text, dated, created_by) values (@id, @anchor, @text, @date::date, @person);

            update minutes.records set revision = revision + 1, updated_at = now() where id = @id;
            """,
            new
            {
                request.Id,
                request.Body.Anchor,
                request.Body.Text,
                date = request.Body.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                caller.Person,
            },
            cancellationToken));
}
