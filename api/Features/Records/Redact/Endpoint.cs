using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Features.Directives;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Records.Redact;

/// <summary>Withhold parts of what is public</summary>
/// <remarks>
/// At once, and whatever the state of the working edition. The next edition is made from the public one without these parts, and goes public; they are withheld in every older public
/// edition too, and in an edition that is being written, which moves up one number. What was published with them cannot be recalled from those who have read it.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Post("/v1/records/{id}/redact");
        Policies(Scope.RecordsApprove);
        Metadata(RecordAnswer.Changed, new Refuses(ProblemCode.NotFound, ProblemCode.Gone, ProblemCode.WrongState));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(HttpContext);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        var record = await LockedRecord.LockAsync(connection, request.Id, request.IfMatch, cancellationToken);
        var editions = await RedactedRecord.ReadAsync(connection, request.Id, record, cancellationToken);
        editions.RequireAnchors(request.Body.Anchors);

        var edition = await editions.RedactAsync(connection, request, caller, cancellationToken);
        var shown = await PublicEditions.RecastAsync(connection, request.Id, cancellationToken);
        await PublicSite.ShowAsync(connection, request.Id, shown[^1], cancellationToken);
        await PublicDirectives.FollowAsync(connection, request.Id, shown[^1], caller, cancellationToken);
        await new History(request.Id, "record.redact", "redact", caller) { Edition = edition, Detail = request.Body }.WriteAsync(connection, cancellationToken);
        if (!record.IsWithdrawn)
        {
            await PublicSite.PublishAsync(connection, request.Id, "redacted", reason: null, caller, cancellationToken);
        }

        var standing = (await WorkingEdition.FindAsync(connection, request.Id, cancellationToken))!;
        await transaction.CommitAsync(cancellationToken);
        await RecordAnswer.SendAsync(HttpContext, standing, StatusCodes.Status200OK, cancellationToken);
    }
}
