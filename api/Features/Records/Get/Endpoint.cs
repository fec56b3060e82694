using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Records.Get;

/// <summary>Read a record</summary>
/// <remarks>The working edition, withheld parts included, and beside it what the public has.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Get("/v1/records/{id}");
        Policies(Scope.RecordsRead);
        Metadata(RecordAnswer.Changed, Answer.NotModified, new Refuses(ProblemCode.NotFound, ProblemCode.Gone));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var record = await WorkingEdition.FindAsync(connection, request.Id, cancellationToken) ?? throw await MissingRecord.ProblemAsync(connection, request.Id, cancellationToken);

        if (!Conditional.IsNotModified(HttpContext, request.IfNoneMatch, record.ETag))
        {
            await RecordAnswer.SendAsync(HttpContext, record, StatusCodes.Status200OK, cancellationToken);
        }
    }
}
