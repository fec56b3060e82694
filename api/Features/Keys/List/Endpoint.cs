using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Keys.List;

/// <summary>List the keys</summary>
/// <remarks>All of them, the oldest first, without their secrets.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, Page<KnownKey>>
{
    public override void Configure()
    {
        Get("/v1/keys");
        Policies(Scope.Admin);
        Metadata(new Answer(200, typeof(Page<KnownKey>), "The keys."));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await Send.OkAsync(new Page<KnownKey> { Data = await KeyStore.ReadAsync(connection, cancellationToken) }, cancellationToken);
    }
}
