using System.Text.Json;
using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.Approve;

/// <summary>Approve a submitted record</summary>
/// <remarks>
/// The public edition is made and kept, and the edition never changes again. Without <c>publishAt</c> it is public when the call returns, and a publication brings the website up
/// to date; an edition that was public before stays to be read. The approver must be another person than the submitter, unless <c>force</c> is given with a reason.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Post("/v1/records/{id}/approve");
        Policies(Scope.RecordsApprove);
        Metadata(RecordAnswer.Changed, new Refuses(ProblemCode.NotFound, ProblemCode.WrongState, ProblemCode.SamePerson));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        if (request.Body.Faults().ToList() is { Count: > 0 } faults)
        {
            throw ProblemException.Invalid(faults);
        }

        var caller = Caller.Of(HttpContext);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        var record = await LockedRecord.LockAsync(connection, request.Id, request.IfMatch, WorkflowStep.Approve, cancellationToken);
        RequireFourEyes(record, caller, request.Body);
        var content = JsonSerializer.Deserialize<MeetingRecord>(record.Document, MinutesJson.Options)!;
        var publishAt = request.Body.PublishAt is { } time && time > record.Now ? time : (DateTimeOffset?)null;
        var edition = Disclosing.Disclose(content, record.Edition, record.Key, publishAt ?? record.Now, record.ChangeNote, RecordErrata.Read(record.Errata), AttachedFiles.Read(record.Files));
        await Data.ApproveAsync(connection, request, edition, publishAt, caller, cancellationToken);
        if (publishAt is null)
        {
            await GoingPublic.PublishAsync(connection, request.Id, edition, record.PublicEdition is null ? "approved" : "corrected", caller, cancellationToken);
        }

        var standing = (await WorkingEdition.FindAsync(connection, request.Id, cancellationToken))!;
        await transaction.CommitAsync(cancellationToken);
        await RecordAnswer.SendAsync(HttpContext, standing, StatusCodes.Status200OK, cancellationToken);
    }

    private static void RequireFourEyes(LockedRecord record, Caller caller, ApproveBody body)
    {
        if (record.SubmittedBy == caller.Person && !body.Force)
        {
            throw new ProblemException(ProblemCode.SamePerson, "You submitted it: somebody else must approve, or you must force it and say why.");
        }
    }
}
