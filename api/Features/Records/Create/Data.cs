using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Records.Create;

/// <summary>A request that may be the repetition of another: the same caller's under the same Idempotency-Key.</summary>
internal sealed class Repetition
{
    private readonly string _caller;
    private readonly string _key;
    private readonly byte[] _requestSha256;

    /// <param name="caller">Who asks.</param>
    /// <param name="key">The Idempotency-Key.</param>
    /// <param name="call">Method and address, with the query where it changes what is done.</param>
    /// <param name="body">The body.</param>
    public Repetition(Caller caller, string key, string call, ReadOnlySpan<byte> body)
    {
        _caller = caller.Name;
        _key = key;
        _requestSha256 = SHA256.HashData([.. Encoding.UTF8.GetBytes(call + "\n"), .. body]);
    }

    /// <summary>What was answered before, if anything was.</summary>
    public async Task<FormerAnswer?> FindAnswerAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Two at once would block on the insert. The lock ends with the transaction, and the second statement sees what was committed before it was taken.
        await using var results = await connection.QueryMultipleAsync(Sql.Command(
            """
            select pg_try_advisory_xact_lock(hashtextextended('idempotency ' || @caller || ' ' || @key, 0));

            select request_sha256, status, location, etag, response from minutes.idempotency_keys where caller = @caller and key = @key;
            """,
            new { caller = _caller, key = _key },
            cancellationToken));
        var isFirst = await results.ReadSingleAsync<bool>();
        var kept = await results.ReadSingleOrDefaultAsync<KeptAnswer>();
        if (kept is null)
        {
            return isFirst
                ? null
                : throw new ProblemException(ProblemCode.IdempotencyInProgress, "The first request with this Idempotency-Key is still at work. Try again.");
        }

        return kept.RequestSha256.AsSpan().SequenceEqual(_requestSha256)
            ? new FormerAnswer(kept.Status, kept.Location, kept.Etag, kept.Response)
            : throw new ProblemException(ProblemCode.IdempotencyKeyReused, "Another request was sent with this Idempotency-Key. Choose a new one.");
    }

    public async Task KeepAnswerAsync(NpgsqlConnection connection, FormerAnswer answer, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(Sql.Command(
            """
            insert into minutes.idempotency_keys (caller, key, request_sha256, status, location, etag, response)
            values (@caller, @key, @requestSha256, @status, @location, @etag, @body)
            """,
            new { caller = _caller, key = _key, requestSha256 = _requestSha256, answer.Status, answer.Location, answer.ETag, answer.Body },
            cancellationToken));

    private sealed record KeptAnswer
    {
        public byte[] RequestSha256 { get; init; } = [];
        public int Status { get; init; }
        public string? Location { get; init; }
        public string? Etag { get; init; }
        public string Response { get; init; } = "";
    }
}

/// <summary>An answer as it was given, to be given again.</summary>
internal sealed record FormerAnswer(int Status, string? Location, string? ETag, string Body)
{
    public static FormerAnswer Of(WorkingEdition record) =>
        new(StatusCodes.Status201Created, record.Standing.Links.Self, record.ETag, Encoding.UTF8.GetString(record.ToJson()));

    public async Task SendAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.Location = Location;
        context.Response.Headers.ETag = ETag;
        await context.Response.WriteAsync(Body, cancellationToken);
    }
}
