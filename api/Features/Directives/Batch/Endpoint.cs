using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Directives.Batch;

/// <summary>Create or change many directives</summary>
/// <remarks>
/// A line each (NDJSON), each in a transaction of its own; lines about one directive are carried out in their order. A line is a directive, which is created, or with a
/// <c>revision</c> replaced; or it has an <c>id</c> and either <c>progress</c> or <c>review</c>, as in the calls of these names, and may have a <c>revision</c>. At most 10,000 lines
/// and 256 MiB; the answer comes when all lines are done, and has one line for each that is not blank.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Post("/v1/directives/batch");
        Policies(Scope.DirectivesWrite);
        Metadata(
            new AcceptedBody(typeof(DirectiveLine)) { Json = NdJson.MediaType },
            new Answer(200, typeof(LineAnswer), "What came of each line.") { MediaType = NdJson.MediaType });
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(HttpContext);
        await NdJson.AnswerAsync(
            HttpContext, request.Body, (line, utf8, cancellation) => Data.WriteAsync(database, caller, line, utf8, cancellation), writeTogether: null, Logger, cancellationToken);
    }
}
