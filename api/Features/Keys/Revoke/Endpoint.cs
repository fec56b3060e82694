using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Keys.Revoke;

/// <summary>Revoke a key</summary>
/// <remarks>It is refused from the next request on. A second time changes nothing.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Delete("/v1/keys/{prefix}");
        Policies(Scope.Admin);
        Metadata(new Answer(204, null, "The key is revoked."), new Refuses(ProblemCode.NotFound));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (!await KeyStore.RevokeAsync(connection, request.Prefix, Caller.Of(HttpContext), cancellationToken))
        {
            throw ProblemException.NotFound();
        }

        await Send.NoContentAsync(cancellationToken);
    }
}
