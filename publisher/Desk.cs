using System.Buffers;
using System.Collections.Concurrent;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;

namespace OpenMinutes.Publisher;

/// <summary>Where one thread draws files, one after another in the same buffer.</summary>
internal sealed class Desk(Renderer renderer, Tree tree, LinkCheck links, bool htmlOnly)
{
    private readonly ArrayBufferWriter<byte> _sheet = new(1 << 16);

    public void Draw(Page page) => Draw(page, Origin.None);

    public void Draw(Page page, Origin origin)
    {
        var isHtml = page.File.EndsWith(".html", StringComparison.Ordinal);
        if (htmlOnly && !isHtml)
            return;
        _sheet.ResetWrittenCount();
        renderer.Render(page, _sheet);
        if (isHtml)
            links.Collect(page.File, _sheet.WrittenSpan);
        tree.Write(page.File, _sheet.WrittenSpan, page.AlsoAt.Select(Page.FileOf), origin);
    }

    /// <summary>Draws a file that is no page, such as one of the other forms in which minutes are given.</summary>
    public void Draw(string url, Action<IBufferWriter<byte>> write) => Draw(url, write, Origin.None);

    public void Draw(string url, Action<IBufferWriter<byte>> write, Origin origin)
    {
        if (htmlOnly)
            return;
        _sheet.ResetWrittenCount();
        write(_sheet);
        tree.Write(url[1..], _sheet.WrittenSpan, [], origin);
    }

    /// <summary>Takes over a file as it is.</summary>
    public void Write(string path, ReadOnlySpan<byte> content) => tree.Write(path, content);
}

/// <summary>The desks of a publication: as many as threads that work at the same time.</summary>
internal sealed class Desks(Renderer renderer, Tree tree, LinkCheck links, bool htmlOnly)
{
    private readonly ConcurrentBag<Desk> _free = [];

    public void Use(Action<Desk> draw)
    {
        var desk = _free.TryTake(out var free) ? free : new Desk(renderer, tree, links, htmlOnly);
        draw(desk);
        _free.Add(desk);
    }
}
