using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Series.List;

/// <summary>List the series</summary>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, Page<SeriesEntry>>
{
    public override void Configure()
    {
        Get("/v1/series");
        Policies(Scope.RecordsRead);
        Metadata(new Answer(200, typeof(Page<SeriesEntry>), "A page of series."));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var after = Cursor.Read<Position>(request.Cursor);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await SeriesRow.ReadAsync(connection, after, request.Limit, cancellationToken);
        await Send.OkAsync(Page<SeriesEntry>.Of([.. rows.Select(static row => row.Entry)], request.Limit, static last => new Position(last.Slug)), cancellationToken);
    }
}
