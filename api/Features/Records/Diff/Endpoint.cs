using System.Text.Json;
using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.Diff;

/// <summary>Compare two editions of a record</summary>
/// <remarks>The editions as written, withheld parts included. Parts are told apart by their anchors, so that one that moved is not gone here and new there.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, EditionDiff>
{
    public override void Configure()
    {
        Get("/v1/records/{id}/diff");
        Policies(Scope.RecordsRead);
        Metadata(new Answer(200, typeof(EditionDiff), "What differs."), new Refuses(ProblemCode.NotFound, ProblemCode.Gone));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var from = await ReadAsync(connection, request.Id, request.From, cancellationToken);
        var to = await ReadAsync(connection, request.Id, request.To, cancellationToken);
        await Send.OkAsync(new EditionDiff { From = request.From, To = request.To, Data = EditionDifference.Between(from, to) }, cancellationToken);
    }

    private static async Task<JsonElement> ReadAsync(NpgsqlConnection connection, string id, int edition, CancellationToken cancellationToken) =>
        await EditionRow.FindAsync(connection, id, edition, cancellationToken) is { } row
            ? JsonSerializer.SerializeToElement(row.Record, MinutesJson.Options)
            : throw await MissingRecord.ProblemAsync(connection, id, cancellationToken);
}
