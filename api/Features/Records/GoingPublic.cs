using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Features.Directives;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records;

/// <summary>
/// Makes an approved edition public, in the transaction of whoever calls: the state, the copy in <c>public_site</c> and the request for a publication come into being
/// together or not at all. What is approved while the minutes are withdrawn joins them, and is shown when they are reinstated.
/// </summary>
internal static class GoingPublic
{
    public static async Task PublishAsync(
        NpgsqlConnection connection, string id, PublicEdition edition, string cause, Caller caller, CancellationToken cancellationToken)
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(edition, MinutesJson.Options);
        await connection.ExecuteAsync(Sql.Command(
            """
            update minutes.records
            set state = case when withdrawn_at is null then 'published' else 'withdrawn' end,
                public_edition = @edition, published_at = @at, publish_at = null, updated_at = now()
            where id = @id;

            update minutes.editions set public_document = @document, public_sha256 = @sha256, published_at = @at
            where record = @id and edition = @edition;
            """,
            new { id, edition.Edition, at = edition.PublishedAt, document = Encoding.UTF8.GetString(document), sha256 = SHA256.HashData(document) },
            cancellationToken));
        await PublicSite.ShowAsync(connection, id, edition, cancellationToken);
        await PublicDirectives.FollowAsync(connection, id, edition, caller, cancellationToken);
        await PublicSite.PublishAsync(connection, id, cause, reason: null, caller, cancellationToken);
    }
}
