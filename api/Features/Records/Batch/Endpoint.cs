using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.Batch;

/// <summary>Create or replace many records</summary>
/// <remarks>
/// A record a line (NDJSON), each as if in a transaction of its own: what is refused keeps nothing else from being written. A line with a <c>revision</c> replaces the draft of that
/// revision; one without only creates, so that a batch can be sent again after a broken connection. At most 10,000 lines and 256 MiB; the answer comes when all lines are done, and
/// has one line for each that is not blank.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Post("/v1/records/batch");
        Policies(Scope.RecordsWrite);
        Metadata(
            new AcceptedBody(typeof(MeetingRecord)) { Json = NdJson.MediaType },
            new Answer(200, typeof(LineAnswer), "What came of each line.") { MediaType = NdJson.MediaType });
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(HttpContext);
        await NdJson.AnswerAsync(
            HttpContext,
            request.Body,
            (line, utf8, cancellation) => Data.WriteAsync(database, caller, line, utf8, cancellation),
            (lines, cancellation) => Data.WriteTogetherAsync(database, caller, lines, cancellation),
            Logger,
            cancellationToken);
    }
}
