using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Problems;

namespace OpenMinutes.Api.Features.Records;

internal static class MissingRecord
{
    /// <summary>Why a record is not there: it never was, or it was deleted, and its id is used up.</summary>
    public static async Task<ProblemException> ProblemAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken) =>
        await connection.QuerySingleAsync<bool>(Sql.Command(
            "select exists (select from minutes.records where id = @id and deleted_at is not null)", new { id }, cancellationToken))
            ? Gone()
            : ProblemException.NotFound();

    public static ProblemException Gone() => new(ProblemCode.Gone, "The record was deleted, and its id is not used again.");
}
