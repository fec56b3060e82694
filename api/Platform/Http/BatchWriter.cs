using System.Collections.Concurrent;
using System.Threading.Channels;
using OpenMinutes.Api.Platform.Problems;

namespace OpenMinutes.Api.Platform.Http;

/// <summary>Writes one line in a transaction of its own; what is wrong with it is thrown.</summary>
internal delegate Task<LineAnswer> LineWriter(Line line, byte[] utf8, CancellationToken cancellationToken);

/// <summary>
/// Writes those of some lines that can go into one transaction, and answers them alone: they are durable then. If one cannot be written with the others, none of them is; whatever is not answered is
/// written by itself.
/// </summary>
internal delegate Task<IReadOnlyList<LineAnswer>> LinesWriter(IReadOnlyList<Line> lines, CancellationToken cancellationToken);

/// <summary>
/// Writes the lines of a batch, each as if in a transaction of its own, several at once: lines that have come meanwhile go into one together, unless one of them fails. Lines about one resource go
/// through one hand, in their order.
/// </summary>
internal sealed partial class BatchWriter(LineWriter write, LinesWriter? writeTogether, ILogger logger)
{
    public const int MaxLines = 10_000;

    private const int Hands = 4;
    private const int MostTogether = 32;
    private const int MostBytesTogether = 1024 * 1024;

    private readonly ConcurrentBag<LineAnswer> _answers = [];

    public async Task<IReadOnlyList<LineAnswer>> WriteAsync(IAsyncEnumerable<Line> lines, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var queues = Enumerable.Range(0, Hands).Select(static _ => Channel.CreateBounded<Addressed>(MostTogether)).ToList();
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

                var id = line.Utf8 is null ? null : line.Address().Id;
                await queues[(int)((uint)string.GetHashCode(id) % Hands)].Writer.WriteAsync(new Addressed(line, id), cancellationToken);
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
        while (await lines.WaitToReadAsync(cancellationToken))
        {
            var some = Take(lines);
            var done = some.Count == 1 ? [] : await WriteTogetherAsync(some, cancellationToken);
            foreach (var answer in done)
            {
                _answers.Add(answer);
            }

            foreach (var line in some.ExceptBy(done.Select(static answer => answer.Line), static one => one.Line.Number))
            {
                _answers.Add(await WriteAsync(line, cancellationToken));
            }
        }
    }

    private async Task<IReadOnlyList<LineAnswer>> WriteTogetherAsync(List<Addressed> lines, CancellationToken cancellationToken)
    {
        try
        {
            return writeTogether is null ? [] : await writeTogether(lines.ConvertAll(static one => one.Line), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Each for itself will tell whose fault it is.
            LogApart(exception, lines.Count);
            return [];
        }
    }

    /// <summary>The lines that have come, or the first of them.</summary>
    private static List<Addressed> Take(ChannelReader<Addressed> lines)
    {
        var (some, bytes) = (new List<Addressed>(), 0);
        while (some.Count < MostTogether && bytes < MostBytesTogether && lines.TryRead(out var line))
        {
            some.Add(line);
            bytes += line.Line.Utf8?.Length ?? 0;
        }

        return some;
    }

    private async Task<LineAnswer> WriteAsync(Addressed line, CancellationToken cancellationToken)
    {
        try
        {
            return await write(
                line.Line, line.Line.Utf8 ?? throw new ProblemException(ProblemCode.BodyTooLarge, $"A line may have at most {Body.LargestBytes} bytes."), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var problem = ProblemAnswers.Refusal(exception);
            if (problem.Code.Status >= 500)
            {
                LogFailure(exception, line.Line.Number);
            }

            return Refused(line.Line.Number, line.Id, problem);
        }
    }

    private static LineAnswer Refused(int line, string? id, ProblemException problem) =>
        new() { Line = line, Id = id, Status = problem.Code.Status, Problem = Problem.Of(problem) };

    [LoggerMessage(LogLevel.Error, "Line {Line} of a batch failed")]
    private partial void LogFailure(Exception exception, int line);

    [LoggerMessage(LogLevel.Debug, "{Count} lines of a batch could not be written together")]
    private partial void LogApart(Exception exception, int count);

    private sealed record Addressed(Line Line, string? Id);
}

/// <summary>What came of one line.</summary>
internal sealed record LineAnswer
{
    /// <summary>The line, counted from 1.</summary>
    /// <example>1</example>
    public required int Line { get; init; }

    /// <summary>The id of the record or directive, where the line has one.</summary>
    /// <example>moda-supervisors-18</example>
    public string? Id { get; init; }

    /// <summary>The status that the line would have been answered with alone: 201 created, 200 changed, 400 and up refused.</summary>
    /// <example>201</example>
    public required int Status { get; init; }

    /// <summary>The ETag of the resource as it stands now.</summary>
    /// <example>"r1"</example>
    public string? Etag { get; init; }

    /// <summary>Why the line was refused.</summary>
    public Problem? Problem { get; init; }
}
