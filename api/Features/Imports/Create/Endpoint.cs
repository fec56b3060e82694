using System.Text.Json;
using FastEndpoints;
using Microsoft.Net.Http.Headers;
using Npgsql;
using OpenMinutes.Api.Features.Records;
using OpenMinutes.Api.Features.Records.Create;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;
using OpenMinutes.Importing;

namespace OpenMinutes.Api.Features.Imports.Create;

/// <summary>Read minutes out of a document</summary>
/// <remarks>
/// The body is the document itself, under its media type. The answer has the record, and beside it what an editor should look at: warnings, the lines that no place
/// was found for, what was taken away as page furniture, and where in the document each derived member comes from. Nothing of the document is lost, and nothing is
/// repaired. <c>values</c> are never filled. What is not minutes, holds two meetings, is encrypted or has no readable text is refused, with the line where that shows.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Post("/v1/imports");
        Policies(Scope.RecordsWrite);
        Metadata(
            new AcceptedBody(typeof(string)) { MediaTypes = MediaTypes.All },
            new Answer(200, typeof(ImportResult), "What the document would become; nothing was stored."),
            new Answer(201, typeof(ImportResult), "A draft was made of the document. Its record has beside its members where it stands, as every answer with a record.", "ETag", "Location"),
            new Refuses(ProblemCode.IdTaken, ProblemCode.KeyTaken, ProblemCode.IdempotencyInProgress, ProblemCode.IdempotencyKeyReused));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        if (request.SourceSystem is null != request.SourceId is null)
        {
            throw ProblemException.Invalid(new Fault(request.SourceId is null ? "/sourceId" : "/sourceSystem", FaultCodes.Missing, "is required with the other"));
        }

        var document = await Body.ReadRawAsync(HttpContext.Request, cancellationToken);
        var caller = Caller.Of(HttpContext);
        var repetition = request is { DryRun: not true, IdempotencyKey: { } key } ? new Repetition(caller, key, $"POST /v1/imports{HttpContext.Request.QueryString}", document.Span) : null;
        if (repetition is not null && await FormerAnswerAsync(repetition, cancellationToken) is { } former)
        {
            await former.SendAsync(HttpContext, cancellationToken);
            return;
        }

        // A document may take seconds to read: until it is, no connection waits.
        var result = Read(request, document);
        await (await AnswerAsync(request, result, repetition, caller, cancellationToken)).SendAsync(HttpContext, cancellationToken);
    }

    private async Task<FormerAnswer?> FormerAnswerAsync(Repetition repetition, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        return await repetition.FindAnswerAsync(connection, cancellationToken);
    }

    private ImportResult Read(Request request, ReadOnlyMemory<byte> document)
    {
        var mediaType = MediaTypeHeaderValue.TryParse(HttpContext.Request.ContentType, out var type) ? type.MediaType.ToString().ToLowerInvariant() : "";
        var outcome = MinutesImporter.Import(document, mediaType, new ImportOptions
        {
            Series = request.Series ?? "",
            SourceSystem = request.SourceSystem,
            SourceId = request.SourceId,
            FileName = request.FileName,
        });
        return outcome.Result ?? throw ProblemOf(outcome.Refusal!);
    }

    /// <summary>Stores what was read, unless the same request was answered while this one read.</summary>
    private async Task<FormerAnswer> AnswerAsync(Request request, ImportResult result, Repetition? repetition, Caller caller, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (repetition is not null && await repetition.FindAnswerAsync(connection, cancellationToken) is { } former)
        {
            return former;
        }

        result = request.Series is null ? await InNamedSeriesAsync(connection, result, cancellationToken) : result;
        var answer = request.DryRun == true
            ? new FormerAnswer(StatusCodes.Status200OK, null, null, ImportAnswer.Json(JsonSerializer.SerializeToUtf8Bytes(result.Record, MinutesJson.Options), result))
            : await StoreAsync(connection, result, caller, cancellationToken);
        if (repetition is not null)
        {
            await repetition.KeepAnswerAsync(connection, answer, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return answer;
    }

    private static async Task<ImportResult> InNamedSeriesAsync(NpgsqlConnection connection, ImportResult result, CancellationToken cancellationToken)
    {
        var series = await NamedSeries.FindAsync(connection, result.Record.Title, cancellationToken)
            ?? throw ProblemException.Invalid(new Fault("/series", FaultCodes.Missing, "is required where no series' name is in the title"));
        return result with { Record = result.Record with { Series = series } };
    }

    private static async Task<FormerAnswer> StoreAsync(NpgsqlConnection connection, ImportResult result, Caller caller, CancellationToken cancellationToken)
    {
        // What was read is checked as what is sent: the reader of records is the one gate.
        var record = MeetingRecordReader.Read(JsonSerializer.SerializeToUtf8Bytes(result.Record, MinutesJson.Options)).Accepted();
        var standing = await Creating.CreateAsync(connection, record, caller, cancellationToken)
            ?? throw new ProblemException(ProblemCode.IdTaken, "A record with this id exists; send the document under another fileName.", new Fault("/fileName", ProblemCode.IdTaken.Code, "is the id of a record"));
        return new FormerAnswer(StatusCodes.Status201Created, standing.Standing.Links.Self, standing.ETag, ImportAnswer.Json(standing.ToJson(), result));
    }

    private static ProblemException ProblemOf(Refusal refusal) => refusal.Code switch
    {
        RefusalCodes.TooLarge => new ProblemException(ProblemCode.BodyTooLarge, refusal.Detail),
        RefusalCodes.UnsupportedMediaType => new ProblemException(ProblemCode.UnsupportedMediaType, refusal.Detail),
        RefusalCodes.Malformed => new ProblemException(ProblemCode.Malformed, refusal.Detail),
        _ => new ProblemException(
            ProblemCode.Invalid,
            refusal.Line is { } line ? $"Line {line}: {refusal.Detail}" : refusal.Detail,
            new Fault("", refusal.Code, refusal.Line is { } at ? $"line {at}: {refusal.Detail}" : refusal.Detail)),
    };
}
