using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;

namespace OpenMinutes.Api.Features.Directives.RemoveReview;

internal static class Data
{
    /// <summary>Takes the review out of the working edition; false if that has none. What an older edition says is taken back when this one is public.</summary>
    public static async Task<bool> RemoveAsync(NpgsqlConnection connection, string id, ReviewedRecord record, string person, CancellationToken cancellationToken) =>
        await connection.QuerySingleAsync<bool>(Sql.Command(
            """
            with standing as (
              select edition, verdict from minutes.directive_reviews where directive = @id and record = @record and edition <= @edition order by edition desc limit 1
            ), older as (
              select verdict from minutes.directive_reviews where directive = @id and record = @record and edition < @edition order by edition desc limit 1
            ), taken_back as (
              insert into minutes.directive_reviews (directive, record, edition, updated_by)
              select @id, @record, @edition, @person from older where verdict is not null and exists (select from standing where verdict is not null)
              on conflict (directive, record, edition) do update
              set anchor = null, verdict = null, text = null, due = null, units = '{}', updated_at = now(), updated_by = excluded.updated_by
            ), gone as (
              delete from minutes.directive_reviews
              where directive = @id and record = @record and edition = @edition and not exists (select from older where verdict is not null)
            )
            select exists (select from standing where verdict is not null)
            """,
            new { id, record = record.Id, record.Edition, person },
            cancellationToken));
}
