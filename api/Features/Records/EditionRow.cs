using System.Text;
using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records;

/// <summary>One edition of a record.</summary>
internal sealed record EditionRow
{
    public string Key { get; init; } = "";
    public string Document { get; init; } = "";
    public byte[] Sha256 { get; init; } = [];
    public string? PublicDocument { get; init; }
    public string? ChangeNote { get; init; }
    public string? Errata { get; init; }
    public string? Files { get; init; }

    public MeetingRecord Record => JsonSerializer.Deserialize<MeetingRecord>(Document, MinutesJson.Options)!;

    public static async Task<EditionRow?> FindAsync(NpgsqlConnection connection, string id, int edition, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<EditionRow>(Sql.Command(
            $"""
            select r.key, e.document, e.sha256, e.public_document, e.change_note, {RecordErrata.OfRecord} as errata, {AttachedFiles.OfEdition} as files
            from minutes.editions e join minutes.records r on r.id = e.record
            where e.record = @id and e.edition = @edition
            """,
            new { id, edition },
            cancellationToken));

    /// <summary>The bytes that are public, or would be if this edition were approved as it stands.</summary>
    public byte[] PublicBytes(int edition) =>
        PublicDocument is { } approved
            ? Encoding.UTF8.GetBytes(approved)
            : JsonSerializer.SerializeToUtf8Bytes(Disclosing.Disclose(Record, edition, Key, publishedAt: null, ChangeNote, RecordErrata.Read(Errata), AttachedFiles.Read(Files)), MinutesJson.Options);
}
