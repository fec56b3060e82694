using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Changes.List;

/// <summary>Follow what changes</summary>
/// <remarks>
/// Every change of records, directives, series and units, numbered without gaps shortly after it was made: ask again with the former answer's <c>last</c> and miss nothing. A long transaction
/// elsewhere delays the numbers, and never the changes themselves.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, ChangePage>
{
    public override void Configure()
    {
        Get("/v1/changes");
        Policies(Scope.RecordsRead);
        Metadata(new Answer(200, typeof(ChangePage), "The changes that follow."));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var changes = await Data.ReadAsync(connection, request, cancellationToken);
        await Send.OkAsync(new ChangePage { Data = changes, Last = changes is [] ? request.After : changes[^1].Sequence }, cancellationToken);
    }
}
