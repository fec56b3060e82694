using System.Collections.Concurrent;
using System.Threading.Channels;
using OpenMinutes.Api.Platform.Problems;

namespace OpenMinutes.Api.Platform.Http;

/// <summary>Writes one line in a transaction of its own; what is wrong with it is thrown.</summary>
internal delegate Task<LineAnswer> LineWriter(Line line, byte[] utf8, CancellationToken cancellationToken);

/// <summary>
/// Writes those of some lines that can go into one transaction, and answers them alone: they are durable then. Whatever is not answered is written by itself.
/// </summary>
internal delegate Task<IReadOnlyList<LineAnswer>> LinesWriter(IReadOnlyList<Line> lines, CancellationToken cancellationToken);

/// <summary>
/// Writes the lines of a batch, each as if in a transaction of its own, several at once: lines that have come meanwhile go into one together, unless that fails. Whichever hand is free takes
/// the next lines; those about one resource are written in their order.
/// </summary>
internal sealed partial class BatchWriter(LineWriter write, LinesWriter? writeTogether, ILogger logger) : IDisposable
{
    public const int MaxLines = 10_000;

    private const int Hands = 4;
    private const int MostTogether = 32;
    private const int MostBytesTogether = 1024 * 1024;

    private readonly ConcurrentBag<LineAnswer> _answers = [];
    private readonly Channel<Addressed> _waiting = Channel.CreateBounded<Addressed>(Hands * MostTogether);
    private readonly SemaphoreSlim _taking = new(1);
    private readonly List<Group> _underWay = [];

    public async Task<IReadOnlyList<LineAnswer>> WriteAsync(IAsyncEnumerable<Line> lines, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var hands = Enumerable.Range(0, Hands).Select(_ => Task.Run(() => WorkAsync(stop.Token), stop.Token)).ToList();
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

                await _waiting.Writer.WriteAsync(new Addressed(line, line.Utf8 is null ? null : line.Address().Id), cancellationToken);
            }
        }
        catch
        {
            await stop.CancelAsync();
            await Task.WhenAll(hands).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
        finally
        {
            _waiting.Writer.Complete();
        }

        await Task.WhenAll(hands);
        return [.. _answers.OrderBy(static answer => answer.Line)];
    }

    public void Dispose() => _taking.Dispose();

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (await TakeAsync(cancellationToken) is { } group)
        {
            try
            {
                await Task.WhenAll(group.Before);
                await WriteAsync(group.Lines, cancellationToken);
            }
            finally
            {
                group.Done.SetResult();
            }
        }
    }

    /// <summary>The lines that have come, or the first of them; null when there are no more.</summary>
    private async Task<Group?> TakeAsync(CancellationToken cancellationToken)
    {
        await _taking.WaitAsync(cancellationToken);
        try
        {
            if (!await _waiting.Reader.WaitToReadAsync(cancellationToken))
            {
                return null;
            }

            var lines = TakeWaiting();
            var ids = lines.Select(static line => line.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);
            _underWay.RemoveAll(static group => group.Done.Task.IsCompleted);
            var group = new Group(lines, ids, [.. _underWay.Where(former => former.Ids.Overlaps(ids)).Select(static former => former.Done.Task)]);
            _underWay.Add(group);
            return group;
        }
        finally
        {
            _taking.Release();
        }
    }

    private List<Addressed> TakeWaiting()
    {
        var most = writeTogether is null ? 1 : MostTogether;
        var (some, bytes) = (new List<Addressed>(), 0);
        while (some.Count < most && bytes < MostBytesTogether && _waiting.Reader.TryRead(out var line))
        {
            some.Add(line);
            bytes += line.Line.Utf8?.Length ?? 0;
        }

        return some;
    }

    private async Task WriteAsync(List<Addressed> lines, CancellationToken cancellationToken)
    {
        var done = lines.Count == 1 ? [] : await WriteTogetherAsync(lines, cancellationToken);
        foreach (var answer in done)
        {
            _answers.Add(answer);
        }

        foreach (var line in lines.ExceptBy(done.Select(static answer => answer.Line), static one => one.Line.Number))
        {
            _answers.Add(await WriteAsync(line, cancellationToken));
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

    /// <summary>Lines that one hand writes.</summary>
    /// <param name="Lines">The lines, in their order.</param>
    /// <param name="Ids">The resources that they are about.</param>
    /// <param name="Before">Ends of what other hands write about these resources first.</param>
    private sealed record Group(List<Addressed> Lines, HashSet<string> Ids, IReadOnlyList<Task> Before)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
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
