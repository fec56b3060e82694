using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives.Aggregate;

/// <summary>State how many directives a meeting released and continued</summary>
/// <remarks>
/// For a meeting whose cases are not in the register; one for each cohort, and a second one replaces the first. Figures that public minutes state in their text are kept by
/// themselves; what is sent here takes their place. Where the register has cases of the cohort, it counts those. The figures of public minutes are public at once.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, DirectiveAggregate>
{
    public override void Configure()
    {
        Post("/v1/directives/aggregates");
        Policies(Scope.DirectivesWrite);
        Metadata(
            new AcceptedBody(typeof(DirectiveAggregate)),
            new Answer(201, typeof(DirectiveAggregate), "The figures are kept."),
            new Answer(200, typeof(DirectiveAggregate), "The figures took the place of others."));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var aggregate = DirectiveReader.ReadAggregate(request.Body).Accepted();
        var caller = Caller.Of(HttpContext);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var record = await Data.FindAsync(connection, aggregate.Record, cancellationToken)
            ?? throw ProblemException.Invalid(new Fault("/record", RequestFaults.UnknownRecord, "is not the id of a record"));
        var revision = await Data.KeepAsync(connection, aggregate, caller, cancellationToken);
        if (record.IsPublic)
        {
            await PublicDirectives.ShowAggregateAsync(connection, record.Series, $"records/{aggregate.Record}", caller, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        await Send.ResponseAsync(aggregate, revision == 1 ? StatusCodes.Status201Created : StatusCodes.Status200OK, cancellationToken);
    }
}
