using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Records.List;

/// <summary>List and search records</summary>
/// <remarks>The newest meeting first. All filters must hold. What is added while somebody pages through neither shifts nor repeats a page.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, Page<RecordSummary>>
{
    public override void Configure()
    {
        Get("/v1/records");
        Policies(Scope.RecordsRead);
        Metadata(new Answer(200, typeof(Page<RecordSummary>), "A page of records."));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var after = Cursor.Read<Position>(request.Cursor);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await RecordRow.ReadAsync(connection, request, after, cancellationToken);
        await Send.OkAsync(Page<RecordSummary>.Of([.. rows.Select(static row => row.Summary)], request.Limit, static last => new Position(last.Start, last.Id)), cancellationToken);
    }
}
