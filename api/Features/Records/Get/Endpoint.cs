using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Records.Get;

/// <summary>Read a record</summary>
/// <remarks>The working edition, withheld parts included, and beside it what the public has.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database, Answers answers) : Endpoint<Request>
{
    public override void Configure()
    {
        Get("/v1/records/{id}");
        Policies(Scope.RecordsRead);
        Metadata(RecordAnswer.Changed, Answer.NotModified, new Refuses(ProblemCode.NotFound, ProblemCode.Gone));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var answer = await ReadAsync(request.Id, cancellationToken);
        if (!Conditional.IsNotModified(HttpContext, request.IfNoneMatch, answer.ETag))
        {
            await RecordAnswer.SendAsync(HttpContext, answer.Body, cancellationToken);
        }
    }

    private async Task<KeptAnswer> ReadAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var record = await WorkingEdition.FindAsync(connection, id, cancellationToken) ?? throw await MissingRecord.ProblemAsync(connection, id, cancellationToken);
        return await answers.KeepAsync(connection, record, cancellationToken);
    }
}
