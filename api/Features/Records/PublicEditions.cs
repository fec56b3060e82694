using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records;

/// <summary>The public editions that <c>minutes</c> keeps of a record, made anew after a change that all of them show: a redaction, an erratum.</summary>
internal static class PublicEditions
{
    /// <summary>
    /// Discloses every approved edition again, without what was redacted after it and with the errata of today, and keeps the bytes.
    /// Answers those that are or were public, the newest one last.
    /// </summary>
    public static async Task<IReadOnlyList<PublicEdition>> RecastAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken)
    {
        await using var results = await connection.QueryMultipleAsync(Sql.Command(
            $"""
            select r.key, e.edition, e.document, e.change_note, coalesce(e.published_at, r.publish_at) as published_at, e.published_at is not null as is_public,
                   {RecordErrata.OfRecord} as errata, {AttachedFiles.OfEdition} as files
            from minutes.editions e join minutes.records r on r.id = e.record
            where e.record = @id and e.approved_at is not null
            order by e.edition;

            select edition, anchors, ground from minutes.redactions where record = @id;
            """,
            new { id },
            cancellationToken));
        var approved = (await results.ReadAsync<ApprovedEdition>()).AsList();
        var redactions = (await results.ReadAsync<RedactionRow>()).AsList();

        var editions = approved.ConvertAll(edition => edition.Disclose(redactions));
        var documents = editions.ConvertAll(static edition => JsonSerializer.SerializeToUtf8Bytes(edition, MinutesJson.Options));
        await connection.ExecuteAsync(Sql.Command(
            """
            update minutes.editions e set public_document = anew.document, public_sha256 = anew.sha256
            from unnest(@editions, @documents, @hashes) anew (edition, document, sha256)
            where e.record = @id and e.edition = anew.edition and e.public_sha256 <> anew.sha256
            """,
            new
            {
                id,
                editions = editions.ConvertAll(static edition => edition.Edition),
                documents = documents.ConvertAll(Encoding.UTF8.GetString),
                hashes = documents.ConvertAll(SHA256.HashData),
            },
            cancellationToken));
        return [.. editions.Zip(approved).Where(static pair => pair.Second.IsPublic).Select(static pair => pair.First)];
    }

    private sealed record ApprovedEdition
    {
        public string Key { get; init; } = "";
        public int Edition { get; init; }
        public string Document { get; init; } = "";
        public string? ChangeNote { get; init; }
        public DateTimeOffset? PublishedAt { get; init; }
        public bool IsPublic { get; init; }
        public string? Errata { get; init; }
        public string? Files { get; init; }

        /// <summary>An edition holds in itself what was redacted by it or before it.</summary>
        public PublicEdition Disclose(IReadOnlyList<RedactionRow> redactions) => Disclosing.Disclose(
            redactions.Where(redaction => redaction.Edition > Edition).Aggregate(
                JsonSerializer.Deserialize<MeetingRecord>(Document, MinutesJson.Options)!,
                static (record, redaction) => redaction.Redaction.Of(record)),
            Edition,
            Key,
            PublishedAt,
            ChangeNote,
            RecordErrata.Read(Errata),
            AttachedFiles.Read(Files));
    }

    private sealed record RedactionRow
    {
        public int Edition { get; init; }
        public string[] Anchors { get; init; } = [];
        public string? Ground { get; init; }

        public Redaction Redaction => field ??= new Redaction(Anchors.ToHashSet(StringComparer.Ordinal), Grounds.Read(Ground));
    }
}
