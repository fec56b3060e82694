using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Features.Records;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Previews;

/// <summary>The working edition of a record as the public will have it.</summary>
internal sealed record ForeseenEdition
{
    public string Record { get; init; } = "";
    public string Series { get; init; } = "";
    public string Key { get; init; } = "";
    public int Edition { get; init; }
    public RecordState State { get; init; }
    public string Document { get; init; } = "";
    public string? PublicDocument { get; init; }
    public string? ChangeNote { get; init; }
    public string? Errata { get; init; }
    public string? Files { get; init; }
    public DateTimeOffset? PublishAt { get; init; }

    /// <summary>The database's time, to the second.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>Whether it is or was public: then it is as it is.</summary>
    public bool IsPublic { get; init; }

    public static async Task<ForeseenEdition?> FindAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<ForeseenEdition>(Sql.Command(
            $"""
            select r.id as record, r.series, r.key, r.edition, r.state, e.document, e.public_document, e.change_note, r.publish_at,
                   {RecordErrata.OfRecord} as errata, {AttachedFiles.OfEdition} as files, date_trunc('second', now()) as now, e.published_at is not null as is_public
            from minutes.records r join minutes.editions e on e.record = r.id and e.edition = r.edition
            where r.id = @id
            """,
            new { id },
            cancellationToken));

    /// <summary>The public edition, byte for byte what going public at a time would make it.</summary>
    public byte[] PublicBytes(DateTimeOffset publishedAt) => (IsPublic, PublicDocument) switch
    {
        (true, { } published) => Encoding.UTF8.GetBytes(published),
        (_, { } approved) => Bytes(JsonSerializer.Deserialize<PublicEdition>(approved, MinutesJson.Options)! with { PublishedAt = publishedAt }),
        _ => Bytes(Disclosing.Disclose(
            JsonSerializer.Deserialize<MeetingRecord>(Document, MinutesJson.Options)!, Edition, Key, publishedAt, ChangeNote, RecordErrata.Read(Errata), AttachedFiles.Read(Files))),
    };

    public PreviewClaim Claim(DateTimeOffset publishedAt, DateTimeOffset expires) => new()
    {
        Record = Record,
        Edition = Edition,
        PublishedAt = publishedAt,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(PublicBytes(publishedAt))),
        Expires = expires,
    };

    private static byte[] Bytes(PublicEdition edition) => JsonSerializer.SerializeToUtf8Bytes(edition, MinutesJson.Options);
}
