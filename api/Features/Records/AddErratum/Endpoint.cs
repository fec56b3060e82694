using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.AddErratum;

/// <summary>Add an erratum (附記)</summary>
/// <remarks>
/// At once, and whatever the state of the working edition. The erratum belongs to the record: it is shown, beside the text that stays as it was, on every edition that has its part.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Post("/v1/records/{id}/errata");
        Policies(Scope.RecordsApprove);
        Metadata(RecordAnswer.Changed, new Refuses(ProblemCode.NotFound, ProblemCode.Gone, ProblemCode.WrongState));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(HttpContext);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        if (!RocCalendar.Covers(request.Body.Date))
        {
            throw ProblemException.Invalid(new Fault("/date", FaultCodes.OutOfRange, "must be a day of the years 1912 to 2910"));
        }

        var record = await LockedRecord.LockAsync(connection, request.Id, request.IfMatch, cancellationToken);
        var edition = record.RequirePublic();
        await Data.AddAsync(connection, request, caller, cancellationToken);
        var editions = await PublicEditions.RecastAsync(connection, request.Id, cancellationToken);
        if (!editions.Any(shown => shown.Errata.Any(erratum => erratum.Anchor == request.Body.Anchor)))
        {
            throw ProblemException.Invalid(new Fault("/anchor", FaultCodes.UnknownAnchor, "is not the anchor of an open part of a public edition"));
        }

        await PublicSite.ShowAsync(connection, request.Id, editions[^1], cancellationToken);
        await new History(request.Id, "record.errata", "upsert", caller) { Edition = edition, Detail = request.Body }.WriteAsync(connection, cancellationToken);
        if (!record.IsWithdrawn)
        {
            await PublicSite.PublishAsync(connection, request.Id, "errata", reason: null, caller, cancellationToken);
        }

        var standing = (await WorkingEdition.FindAsync(connection, request.Id, cancellationToken))!;
        await transaction.CommitAsync(cancellationToken);
        await RecordAnswer.SendAsync(HttpContext, standing, StatusCodes.Status200OK, cancellationToken);
    }
}
