using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using OpenMinutes.Rendering.Engine;
using OpenMinutes.Rendering.Pages;

namespace OpenMinutes.Rendering;

/// <summary>Pages to bytes. The same page gives the same bytes; any number of threads may render at once.</summary>
internal sealed class Renderer
{
    private readonly FrozenDictionary<string, Press> _presses;

    /// <param name="files">The templates and the texts.</param>
    /// <param name="languages">In which languages pages are made, the first of which stands at the root; by default those of the default settings.</param>
    /// <exception cref="TemplateException">A template is malformed, says what no template may, or asks for a text that is not there.</exception>
    public Renderer(SiteFiles files, IReadOnlyList<string>? languages = null)
    {
        languages ??= new SiteSettings().Languages;
        foreach (var texts in languages.Select(files.Texts))
        {
            texts.CheckAgainst(files.Complete);
        }

        var assets = files.Assets.ToDictionary(static asset => asset.Name, static asset => asset.Path, StringComparer.Ordinal);
        _presses = languages.ToFrozenDictionary(
            static language => language,
            language => new Press(new TemplateSet(files.Templates, new Wording(files.Texts(language), Site.RootOf(languages, language)), assets), []),
            StringComparer.Ordinal);
    }

    /// <summary>Writes a page's bytes to a buffer, which the caller may reuse for the next.</summary>
    /// <exception cref="TemplateException">A template asks for something the page does not have.</exception>
    public void Render(Page page, IBufferWriter<byte> output)
    {
        var name = page.Layout ?? page.Template;
        var (templates, contexts) = _presses[page.Site.Texts.Language];
        var template = templates.Find(name) ?? throw new TemplateException($"There is no template '{name}' (page {page.Url}).");
        var context = contexts.TryTake(out var idle) ? idle : new PageContext(templates);
        try
        {
            context.Render(template, page, output);
        }
        finally
        {
            contexts.Add(context);
        }
    }

    /// <param name="Templates">The templates, worded in one language.</param>
    /// <param name="Contexts">Those that wait for a page of it.</param>
    private sealed record Press(TemplateSet Templates, ConcurrentBag<PageContext> Contexts);
}
