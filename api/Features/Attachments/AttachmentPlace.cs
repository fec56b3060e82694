using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Features.Records;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Attachments;

/// <summary>Where a file goes or goes from: an attachment that a draft lists, and the file that it has. Nobody else changes either until the transaction ends.</summary>
internal sealed record AttachmentPlace(LockedRecord Record, Attachment Member, byte[]? Former)
{
    /// <summary>Locks the place; refuses if the record is no draft or does not list the attachment, or if the caller saw another file there.</summary>
    public static async Task<AttachmentPlace> LockAsync(
        NpgsqlConnection connection, string id, string attachment, string? ifMatch, string? ifNoneMatch, CancellationToken cancellationToken)
    {
        var record = await LockedRecord.LockAsync(connection, id, ifMatch: "*", WorkflowStep.Replace, cancellationToken);
        var member = JsonSerializer.Deserialize<MeetingRecord>(record.Document, MinutesJson.Options)!.Attachments.FirstOrDefault(file => file.Id == attachment)
            ?? throw ProblemException.NotFound();
        var former = await connection.QuerySingleOrDefaultAsync<byte[]>(Sql.Command(
            "select sha256 from minutes.attachments where record = @id and edition = @edition and attachment = @attachment",
            new { id, record.Edition, attachment },
            cancellationToken));
        Conditional.Require(ifMatch, ifNoneMatch, former is null ? null : ETag.OfHash(former));
        return new AttachmentPlace(record, member, former);
    }

    /// <summary>The file that is there; refuses if there is none, or another than the caller saw.</summary>
    public byte[] Require(string ifMatch)
    {
        Conditional.Require(ifMatch, ifNoneMatch: null, ETag.OfHash(Former ?? throw ProblemException.NotFound()));
        return Former;
    }
}
