using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Audit.List;

/// <summary>Read who changed what</summary>
/// <remarks>The newest first. Every successful change has one entry, which nobody can change or remove; <c>audit verify</c> on the command line proves it.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, Page<AuditEntry>>
{
    public override void Configure()
    {
        Get("/v1/audit");
        Policies(Scope.Admin);
        Metadata(new Answer(200, typeof(Page<AuditEntry>), "A page of entries."));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var before = Cursor.Read<Position>(request.Cursor);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await AuditRow.ReadAsync(connection, request, before, cancellationToken);
        await Send.OkAsync(Page<AuditEntry>.Of([.. rows.Select(static row => row.Entry)], request.Limit, static last => new Position(last.Sequence)), cancellationToken);
    }
}
