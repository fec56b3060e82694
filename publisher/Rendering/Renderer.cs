using System.Buffers;
using System.Collections.Concurrent;
using OpenMinutes.Rendering.Engine;
using OpenMinutes.Rendering.Pages;

namespace OpenMinutes.Rendering;

/// <summary>Pages to bytes. The same page gives the same bytes; any number of threads may render at once.</summary>
internal sealed class Renderer
{
    private readonly TemplateSet _templates;
    private readonly ConcurrentBag<PageContext> _contexts = [];

    /// <exception cref="TemplateException">A template is malformed, or says what no template may.</exception>
    public Renderer(SiteFiles files) => _templates = new TemplateSet(files.Templates);

    /// <summary>Writes a page's bytes to a buffer, which the caller may reuse for the next.</summary>
    /// <exception cref="TemplateException">A template asks for something the page does not have.</exception>
    public void Render(Page page, IBufferWriter<byte> output)
    {
        var name = page.Layout ?? page.Template;
        var template = _templates.Find(name) ?? throw new TemplateException($"There is no template '{name}' (page {page.Url}).");
        var context = _contexts.TryTake(out var idle) ? idle : new PageContext(_templates);
        try
        {
            context.Render(template, page, output);
        }
        finally
        {
            _contexts.Add(context);
        }
    }
}
