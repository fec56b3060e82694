using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Directives.List;

/// <summary>List directives</summary>
/// <remarks>
/// All filters must hold; what is due first comes first. With <c>unit</c> and <c>overdue=true</c> or <c>dueBefore</c> it is the worklist of a unit.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, Page<DirectiveEntry>>
{
    public override void Configure()
    {
        Get("/v1/directives");
        Policies(Scope.RecordsRead);
        Metadata(new Answer(200, typeof(Page<DirectiveEntry>), "A page of directives."));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var after = Cursor.Read<DirectivePosition>(request.Cursor);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var entries = await DirectiveQuery.ReadAsync(connection, request, after, request.Limit + 1, cancellationToken);
        await Send.OkAsync(Page<DirectiveEntry>.Of(entries, request.Limit, static last => new DirectivePosition(last.CurrentDue, last.Id)), cancellationToken);
    }
}
