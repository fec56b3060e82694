using Dapper;
using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;

namespace OpenMinutes.Api.Features.Health.Ready;

/// <summary>Can the service do its work?</summary>
/// <remarks>The database can be reached, and is migrated; else the answer is 503.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, HealthAnswer>
{
    public override void Configure()
    {
        Get("/readyz");
        AllowAnonymous();
        Metadata(new Answer(200, typeof(HealthAnswer), "It can."));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var isMigrated = await connection.QuerySingleAsync<bool>(Sql.Command(
            "select to_regclass('minutes.publication_requests') is not null and to_regclass('publishing.jobs') is not null", null, cancellationToken));
        await Send.OkAsync(isMigrated ? new HealthAnswer() : throw new ProblemException(ProblemCode.Unavailable, "The database is not migrated."), cancellationToken);
    }
}
