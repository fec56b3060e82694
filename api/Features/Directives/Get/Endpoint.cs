using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Directives.Get;

/// <summary>Read a directive</summary>
/// <remarks>Its members with each unit's part as it stands, and beside them its state, its progress notes and its reviews: those that hold, and those that wait for their minutes.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Get("/v1/directives/{id}");
        Policies(Scope.RecordsRead);
        Metadata(StandingDirective.Changed, Answer.NotModified, new Refuses(ProblemCode.NotFound));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var directive = await StandingDirective.ReadAsync(connection, request.Id, cancellationToken);
        if (!Conditional.IsNotModified(HttpContext, request.IfNoneMatch, directive.ETag))
        {
            await directive.SendAsync(HttpContext, StatusCodes.Status200OK, cancellationToken);
        }
    }
}
