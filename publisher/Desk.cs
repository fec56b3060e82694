using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Pages;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;

namespace OpenMinutes.Publisher;

/// <summary>Something to be drawn, on whatever desk is free.</summary>
/// <param name="Why">Why it is drawn.</param>
/// <param name="Draw">Draws it.</param>
/// <param name="PagesOnly">Whether what is made without a template is left as it is.</param>
internal readonly record struct Drawing(IReadOnlyCollection<string> Why, Action<Desk> Draw, bool PagesOnly = false);

/// <summary>Where one thread draws files, one after another in the same buffer.</summary>
internal sealed class Desk(Renderer renderer, TemplateHashes templates, IRelease release, LinkCheck links, bool htmlOnly)
{
    private const int SheetSize = 1 << 16;
    private const int LargestSheetKept = 1 << 22;

    private ArrayBufferWriter<byte> _sheet = new(SheetSize);
    private readonly List<string> _files = [];
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);
    private Drawing _drawing;

    public void Do(Drawing drawing)
    {
        _drawing = drawing;
        _files.Clear();
        _links.Clear();
        drawing.Draw(this);
        links.Keep(_links, _files);
        // One list of everything would keep its room until the end.
        if (_sheet.Capacity > LargestSheetKept)
            _sheet = new ArrayBufferWriter<byte>(SheetSize);
    }

    public void Draw(Page page) => Draw(page, Origin.None);

    public void Draw(Page page, Origin origin)
    {
        var isHtml = page.File.EndsWith(".html", StringComparison.Ordinal);
        if (htmlOnly && !isHtml)
            return;
        _sheet.ResetWrittenCount();
        renderer.Render(page, _sheet);
        if (isHtml)
            links.Collect(page.File, _sheet.WrittenSpan, _links);
        Put(page.File, [.. page.AlsoAt.Select(Page.FileOf)], origin with { Template = templates.Of(page.Template) });
    }

    /// <summary>Draws a file that is no page, such as one of the other forms in which minutes are given.</summary>
    public void Draw(string url, Action<IBufferWriter<byte>> write) => Draw(url, write, Origin.None);

    public void Draw(string url, Action<IBufferWriter<byte>> write, Origin origin)
    {
        if (htmlOnly || _drawing.PagesOnly)
            return;
        _sheet.ResetWrittenCount();
        write(_sheet);
        Put(url[1..], [], origin);
    }

    /// <summary>Takes over a file as it is.</summary>
    public void Write(string path, ReadOnlySpan<byte> content)
    {
        release.Write(path, content, [], Origin.None, _drawing.Why);
        _files.Add(path);
    }

    private void Put(string path, IReadOnlyList<string> alsoAt, Origin origin)
    {
        release.Write(path, _sheet.WrittenSpan, alsoAt, origin, _drawing.Why);
        _files.Add(path);
        _files.AddRange(alsoAt);
    }
}

/// <summary>
/// The desks of a publication: one on each processor, with a thread of its own. What they draw next is read meanwhile, by whichever thread is free: so neither waits for the
/// other, and what is read ahead is bounded.
/// </summary>
internal sealed class Desks(Func<Desk> open)
{
    /// <summary>How many drawings of a sequence wait at most: as many minutes as are read at once, so that some are drawn while the next are read.</summary>
    private const int Ahead = MinutesRoom.Batch;

    /// <summary>How many of them are taken before the sequence goes on. To be woken for each costs a hundredth of the time that everything takes.</summary>
    private const int Handful = 16;

    /// <summary>
    /// Draws all of some sequences, as they come; each is read by itself. The first failure ends it; of drawings that fail at the same time the one that came first is told, so that
    /// the same fault is always told of the same page.
    /// </summary>
    public async Task DoAsync(IReadOnlyList<IAsyncEnumerable<Drawing>> sequences, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var next = Channel.CreateUnbounded<PlacedDrawing>();
        var places = sequences.Select(static _ => new SemaphoreSlim(Ahead / Handful)).ToList();
        var faults = new PriorityQueue<ExceptionDispatchInfo, (int Sequence, int Number)>();
        var desks = Enumerable.Range(0, Environment.ProcessorCount)
            .Select(_ => Task.Factory.StartNew(Draw, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))
            .ToList();
        await Task.WhenAll(sequences.Select(ReadAsync));
        next.Writer.Complete();
        await Task.WhenAll(desks);
        if (faults.TryPeek(out var fault, out _))
            fault.Throw();
        cancellation.ThrowIfCancellationRequested();

        async Task ReadAsync(IAsyncEnumerable<Drawing> drawings, int sequence)
        {
            await Task.Yield();
            var number = 0;
            try
            {
                await foreach (var drawing in drawings.WithCancellation(end.Token))
                {
                    if (number % Handful == 0)
                        await places[sequence].WaitAsync(end.Token);
                    await next.Writer.WriteAsync(new PlacedDrawing((sequence, number++), drawing), end.Token);
                }
            }
            catch (Exception failure)
            {
                End((sequence, number), failure);
            }
        }

        void Draw()
        {
            var place = (Sequence: 0, Number: 0);
            try
            {
                var desk = open();
                foreach (var taken in next.Reader.ReadAllAsync(end.Token).ToBlockingEnumerable(end.Token))
                {
                    place = taken.Place;
                    if ((place.Number + 1) % Handful == 0)
                        places[place.Sequence].Release();
                    desk.Do(taken.Drawing);
                }
            }
            catch (Exception failure)
            {
                End(place, failure);
            }
        }

        void End((int Sequence, int Number) place, Exception failure)
        {
            if (failure is OperationCanceledException && end.IsCancellationRequested)
                return;
            lock (faults)
                faults.Enqueue(ExceptionDispatchInfo.Capture(failure), place);
            end.Cancel();
        }
    }

    /// <param name="Place">The sequence, and which of it.</param>
    /// <param name="Drawing">What is drawn.</param>
    private readonly record struct PlacedDrawing((int Sequence, int Number) Place, Drawing Drawing);
}
