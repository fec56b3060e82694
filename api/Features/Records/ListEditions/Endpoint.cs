using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Records.ListEditions;

/// <summary>List the editions of a record</summary>
/// <remarks>All of them, the first one first.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, Page<EditionSummary>>
{
    public override void Configure()
    {
        Get("/v1/records/{id}/editions");
        Policies(Scope.RecordsRead);
        Metadata(new Answer(200, typeof(Page<EditionSummary>), "The editions."), new Refuses(ProblemCode.NotFound, ProblemCode.Gone));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await EditionSummaryRow.ReadAsync(connection, request.Id, cancellationToken);
        await Send.OkAsync(rows is [] ? throw await MissingRecord.ProblemAsync(connection, request.Id, cancellationToken) : new Page<EditionSummary> { Data = [.. rows.Select(static row => row.Summary)] }, cancellationToken);
    }
}
