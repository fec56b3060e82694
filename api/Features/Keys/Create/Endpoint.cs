using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Keys.Create;

/// <summary>Make a key</summary>
/// <remarks>To rotate a key, make its successor, let the system change over, and revoke the old one.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, CreatedKey>
{
    public override void Configure()
    {
        Post("/v1/keys");
        Policies(Scope.Admin);
        Metadata(new Answer(201, typeof(CreatedKey), "The key; it is not shown again.", "Location"));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        if (request.Body.Faults().ToList() is { Count: > 0 } faults)
        {
            throw ProblemException.Invalid(faults);
        }

        var key = ApiKey.Generate();
        var body = request.Body;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await KeyStore.CreateAsync(connection, key, body.Name, body.Person, body.Scopes, body.ExpiresAt, Caller.Of(HttpContext), cancellationToken);

        HttpContext.Response.Headers.Location = $"/v1/keys/{key.Prefix}";
        HttpContext.Response.Headers.CacheControl = "no-store";
        await Send.ResponseAsync(new CreatedKey { Prefix = key.Prefix, Key = key.Text }, StatusCodes.Status201Created, cancellationToken);
    }
}
