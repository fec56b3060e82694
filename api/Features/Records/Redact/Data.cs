using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.Redact;

/// <summary>What a redaction touches: the editions that are or were public, and the one that is being written.</summary>
internal sealed class RedactedRecord
{
    private readonly LockedRecord _record;
    private readonly int _public;
    private readonly Dictionary<int, MeetingRecord> _editions;

    private RedactedRecord(LockedRecord record, int publicEdition, Dictionary<int, MeetingRecord> editions) =>
        (_record, _public, _editions) = (record, publicEdition, editions);

    private bool IsBeingWritten => _record.Edition > _public;

    public static async Task<RedactedRecord> ReadAsync(NpgsqlConnection connection, string id, LockedRecord record, CancellationToken cancellationToken)
    {
        var publicEdition = record.RequirePublic();
        var editions = await connection.QueryAsync<(int Edition, string Document)>(Sql.Command(
            "select edition, document from minutes.editions where record = @id", new { id }, cancellationToken));
        return new RedactedRecord(record, publicEdition, editions.ToDictionary(
            static edition => edition.Edition,
            static edition => JsonSerializer.Deserialize<MeetingRecord>(edition.Document, MinutesJson.Options)!));
    }

    /// <summary>Refuses anchors that no public edition has.</summary>
    public void RequireAnchors(IReadOnlyList<string> anchors)
    {
        var known = _editions.Where(edition => edition.Key <= _public).SelectMany(static edition => Anchors.Of(edition.Value)).ToHashSet(StringComparer.Ordinal);
        var faults = anchors
            .Select(static (anchor, at) => (anchor, at))
            .Where(entry => !known.Contains(entry.anchor))
            .Select(static entry => new Fault($"/anchors/{entry.at}", FaultCodes.UnknownAnchor, "is not the anchor of a part of a public edition"))
            .ToList();
        if (faults.Count > 0)
        {
            throw ProblemException.Invalid(faults);
        }
    }

    /// <summary>Writes the edition without the parts, and takes them out of the one that is being written. The public copies are made anew after that.</summary>
    /// <returns>The new edition's number.</returns>
    public async Task<int> RedactAsync(NpgsqlConnection connection, Request request, Caller caller, CancellationToken cancellationToken)
    {
        var redaction = new Redaction(request.Body.Anchors.ToHashSet(StringComparer.Ordinal), request.Body.Ground);
        var edition = _public + 1;
        if (IsBeingWritten)
        {
            var (draft, draftSha256) = Written(redaction.Of(_editions[_record.Edition]));
            await connection.ExecuteAsync(Sql.Command(
                "update minutes.editions set edition = edition + 1, document = @draft::jsonb, sha256 = @draftSha256 where record = @id and edition = @edition",
                new { request.Id, edition, draft, draftSha256 },
                cancellationToken));
        }

        var content = redaction.Of(_editions[_public]);
        var (document, sha256) = Written(content);
        var disclosed = JsonSerializer.SerializeToUtf8Bytes(Disclosing.Disclose(content, edition, _record.Key, _record.Now), MinutesJson.Options);
        await connection.ExecuteAsync(Sql.Command(
            """
            insert into minutes.editions (record, edition, document, sha256, public_document, public_sha256, created_by, approved_at, approved_by, published_at)
            values (@id, @edition, @document::jsonb, @sha256, @publicDocument, @publicSha256, @person, now(), @person, @now);

            insert into minutes.attachments (record, edition, attachment, sha256, media_type)
            select record, @edition, attachment, sha256, media_type from minutes.attachments where record = @id and edition = @edition - 1;

            insert into minutes.redactions (record, edition, anchors, ground, reason, redacted_by)
            values (@id, @edition, @anchors, @ground, @reason, @person);

            update minutes.records
            set edition = edition + 1, public_edition = @edition, published_at = @now, revision = revision + 1, updated_at = now()
            where id = @id;
            """,
            new
            {
                request.Id,
                edition,
                document,
                sha256,
                publicDocument = Encoding.UTF8.GetString(disclosed),
                publicSha256 = SHA256.HashData(disclosed),
                anchors = request.Body.Anchors.ToArray(),
                ground = request.Body.Ground.Written(),
                request.Body.Reason,
                _record.Now,
                caller.Person,
            },
            cancellationToken));
        return edition;
    }

    private static (string Document, byte[] Sha256) Written(MeetingRecord record)
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(record, MinutesJson.Options);
        return (Encoding.UTF8.GetString(document), SHA256.HashData(CanonicalJson.Of(document)));
    }
}
