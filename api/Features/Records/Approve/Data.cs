using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.Approve;

internal static class Data
{
    /// <summary>Keeps the public edition and audits the approval. Until it goes public the record is approved.</summary>
    public static async Task ApproveAsync(
        NpgsqlConnection connection, Request request, PublicEdition edition, DateTimeOffset? publishAt, Caller caller, CancellationToken cancellationToken)
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(edition, MinutesJson.Options);
        await connection.ExecuteAsync(Sql.Command(
            """
            with approved as (
              update minutes.records
              set state = 'approved', publish_at = @publishAt, revision = revision + 1, updated_at = now()
              where id = @id
              returning id, edition, revision
            ), disclosed as (
              update minutes.editions
              set public_document = @document, public_sha256 = @sha256, approved_at = now(), approved_by = @person
              where record = @id and edition = @edition
            ), told as (
              insert into minutes.changes (kind, resource, edition) select 'upsert', 'records/' || id, edition from approved
            )
            insert into minutes.audit (person, api_key, action, resource, edition, revision, detail)
            select @person, @apiKey, 'record.approve', 'records/' || id, edition, revision,
                   jsonb_strip_nulls(jsonb_build_object('publishAt', @publishAt::timestamptz, 'forced', nullif(@force, false), 'reason', @reason::text))
            from approved
            """,
            new
            {
                request.Id,
                request.Body.Force,
                request.Body.Reason,
                edition.Edition,
                publishAt,
                document = Encoding.UTF8.GetString(document),
                sha256 = SHA256.HashData(document),
                caller.Person,
                caller.ApiKey,
            },
            cancellationToken));
    }
}
