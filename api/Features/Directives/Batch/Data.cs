using System.Text.Json;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives.Batch;

internal static class Data
{
    /// <summary>Does what a line says: creates or replaces a directive, or adds progress or a review to one.</summary>
    public static async Task<LineAnswer> WriteAsync(NpgsqlDataSource database, Caller caller, Line line, byte[] utf8, CancellationToken cancellationToken)
    {
        var (id, revision) = line.Address();
        var ifMatch = revision is { } seen ? ETag.Of(seen) : null;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var status = StatusCodes.Status200OK;
        switch (Content(utf8))
        {
            case { } part:
                id = Addressed(utf8);
                await ChangeAsync(connection, id, part, ifMatch, caller, cancellationToken);
                break;
            case null:
                var directive = DirectiveReader.Read(utf8).Accepted();
                if (ifMatch is not null)
                {
                    await DirectiveWriting.ReplaceAsync(connection, directive, ifMatch, ifNoneMatch: null, caller, cancellationToken);
                }
                else if (await DirectiveWriting.CreateAsync(connection, directive, caller, cancellationToken))
                {
                    status = StatusCodes.Status201Created;
                }
                else
                {
                    throw Conditional.PreconditionFailed();
                }

                break;
        }

        var standing = await StandingDirective.ReadAsync(connection, id!, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new LineAnswer { Line = line.Number, Id = id, Status = status, Etag = standing.ETag };
    }

    private static async Task ChangeAsync(NpgsqlConnection connection, string id, JsonProperty part, string? ifMatch, Caller caller, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(part.Value);
        try
        {
            if (part.NameEquals("progress"))
            {
                await AddProgress.Data.AddAsync(connection, id, DirectiveReader.ReadProgress(content).Accepted(), ifMatch, caller, cancellationToken);
            }
            else
            {
                await AddReview.Data.AddAsync(connection, id, DirectiveReader.ReadReview(content).Accepted(), ifMatch, caller, cancellationToken);
            }
        }
        catch (ProblemException problem) when (problem.Errors.Count > 0)
        {
            throw problem.Under(part.Name);
        }
    }

    /// <summary>The part of a line that changes a directive; null if the line is a directive itself, or nothing that can be read.</summary>
    private static JsonProperty? Content(byte[] utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return document.RootElement.ValueKind == JsonValueKind.Object && !document.RootElement.TryGetProperty("text", out _)
                ? document.RootElement.Clone().EnumerateObject().Where(static member => member.NameEquals("progress") || member.NameEquals("review")).Select(static member => (JsonProperty?)member).FirstOrDefault()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whom the line is for; a line that says more than one thing, or anything else, is refused.</summary>
    private static string Addressed(byte[] utf8)
    {
        var line = StrictReader.Read<DirectiveLine>(utf8).Accepted();
        return line is { Progress: not null, Review: not null }
            ? throw ProblemException.Invalid(new Fault("/review", FaultCodes.UnknownMember, "is for a line of its own"))
            : line.Id;
    }
}
