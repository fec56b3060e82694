using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Units.List;

/// <summary>List the units</summary>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, Page<UnitEntry>>
{
    public override void Configure()
    {
        Get("/v1/units");
        Policies(Scope.RecordsRead);
        Metadata(new Answer(200, typeof(Page<UnitEntry>), "A page of units."));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var after = Cursor.Read<Position>(request.Cursor);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await UnitRow.ReadAsync(connection, after, request.Limit, cancellationToken);
        await Send.OkAsync(Page<UnitEntry>.Of([.. rows.Select(static row => row.Entry)], request.Limit, static last => new Position(last.Order, last.Slug)), cancellationToken);
    }
}
