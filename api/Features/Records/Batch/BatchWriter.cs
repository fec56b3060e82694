using System.Collections.Concurrent;
using System.Threading.Channels;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.Batch;

/// <summary>
/// Writes the lines of a batch, each in a transaction of its own, several at once: PostgreSQL makes transactions that commit together durable together. Lines of one record
/// go through one hand, in their order.
/// </summary>
internal sealed partial class BatchWriter(NpgsqlDataSource database, Caller caller, ILogger logger)
{
    public const int MaxLines = 10_000;

    private const int Hands = 8;

    private readonly ConcurrentBag<LineAnswer> _answers = [];

    public async Task<IReadOnlyList<LineAnswer>> WriteAsync(IAsyncEnumerable<Line> lines, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var queues = Enumerable.Range(0, Hands).Select(static _ => Channel.CreateBounded<Addressed>(4)).ToList();
        var hands = queues.ConvertAll(queue => Task.Run(() => WorkAsync(queue.Reader, stop.Token), stop.Token));
        try
        {
            var count = 0;
            await foreach (var line in lines.WithCancellation(cancellationToken))
            {
                if (++count > MaxLines)
                {
                    _answers.Add(Refused(line.Number, null, new ProblemException(ProblemCode.BodyTooLarge, $"A batch has at most {MaxLines} lines; this one and all after it were not read.")));
                    break;
                }

                var (id, revision) = line.Utf8 is null ? default : line.Address();
                await queues[(int)((uint)string.GetHashCode(id) % Hands)].Writer.WriteAsync(new Addressed(line, id, revision), cancellationToken);
            }
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
        finally
        {
            queues.ForEach(static queue => queue.Writer.Complete());
        }

        await Task.WhenAll(hands);
        return [.. _answers.OrderBy(static answer => answer.Line)];
    }

    private async Task WorkAsync(ChannelReader<Addressed> lines, CancellationToken cancellationToken)
    {
        await foreach (var line in lines.ReadAllAsync(cancellationToken))
        {
            try
            {
                _answers.Add(await WriteAsync(line, cancellationToken));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                var problem = ProblemAnswers.Refusal(exception);
                if (problem.Code.Status >= 500)
                {
                    LogFailure(exception, line.Line.Number);
                }

                _answers.Add(Refused(line.Line.Number, line.Id, problem));
            }
        }
    }

    private async Task<LineAnswer> WriteAsync(Addressed line, CancellationToken cancellationToken)
    {
        var record = MeetingRecordReader.Read(line.Line.Utf8 ?? throw new ProblemException(ProblemCode.BodyTooLarge, $"A line may have at most {Body.LargestBytes} bytes.")).Accepted();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (line.Revision is { } revision)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var replaced = await Replacing.ReplaceAsync(connection, record, ETag.Of(revision), ifNoneMatch: null, caller, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new LineAnswer { Line = line.Line.Number, Id = record.Id, Status = StatusCodes.Status200OK, Etag = replaced.ETag };
        }

        if (await Creating.TryCreateAsync(connection, record, caller, cancellationToken))
        {
            return new LineAnswer { Line = line.Line.Number, Id = record.Id, Status = StatusCodes.Status201Created, Etag = ETag.Of(1) };
        }

        var missing = await MissingRecord.ProblemAsync(connection, record.Id, cancellationToken);
        throw missing.Code == ProblemCode.Gone ? missing : Conditional.PreconditionFailed();
    }

    private static LineAnswer Refused(int line, string? id, ProblemException problem) =>
        new() { Line = line, Id = id, Status = problem.Code.Status, Problem = Problem.Of(problem) };

    [LoggerMessage(LogLevel.Error, "Line {Line} of a batch failed")]
    private partial void LogFailure(Exception exception, int line);

    private sealed record Addressed(Line Line, string? Id, int? Revision);
}
