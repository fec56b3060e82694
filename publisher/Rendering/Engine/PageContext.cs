using System.Buffers;
using OpenMinutes.Rendering.Pages;
using Scriban.Parsing;

namespace OpenMinutes.Rendering.Engine;

/// <summary>One thread's way through the templates of a page: what the variables hold, and where the page is written.</summary>
internal sealed class PageContext(TemplateSet templates)
{
    /// <summary>Templates include others so deep at most: one that includes itself without end must not take the process with it.</summary>
    private const int Deepest = 100;

    private int _depth;
    private Page? _page;

    public Utf8Writer Writer { get; } = new();

    /// <summary>What the variables hold, by their numbers.</summary>
    public object?[] Slots { get; } = new object?[templates.Slots.Count];

    public void Render(Statement template, Page page, IBufferWriter<byte> output)
    {
        Array.Fill(Slots, Engine.Slots.Unset);
        Slots[Engine.Slots.Site] = page.Site;
        Slots[Engine.Slots.Page] = page;
        Slots[Engine.Slots.Content] = page.Template;
        (_page, _depth) = (page, 0);
        Writer.Begin(output);
        try
        {
            template.Write(this);
        }
        finally
        {
            Writer.End();
        }
    }

    /// <summary>The template of a name.</summary>
    public Statement Find(string? name, SourceSpan place) =>
        (name is null ? null : templates.Find(name)) ?? throw Fault(place, $"There is no template '{name}' to include.");

    /// <summary>Writes another template where this one stands.</summary>
    public void Include(Statement template, SourceSpan place)
    {
        if (++_depth > Deepest)
        {
            throw Fault(place, $"Templates include each other more than {Deepest} deep.");
        }

        template.Write(this);
        _depth--;
    }

    public TemplateException Fault(SourceSpan place, string reason) => new(place, reason, _page!.Url);
}
