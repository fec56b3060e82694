using DocumentFormat.OpenXml.Wordprocessing;
using WordParagraph = DocumentFormat.OpenXml.Wordprocessing.Paragraph;

namespace OpenMinutes.Importing;

/// <summary>What the styles of a WordprocessingML document say of text: that it is hidden, or bold, or numbered.</summary>
internal sealed class DocxStyles
{
    /// <summary>Styles are based on each other no deeper than this; who names himself is not followed.</summary>
    private const int Deepest = 20;

    private readonly Dictionary<string, Style> _styles;
    private readonly string? _default;

    public DocxStyles(Styles? styles)
    {
        _styles = styles?.Elements<Style>().Where(style => style.StyleId?.Value is not null).DistinctBy(style => style.StyleId!.Value).ToDictionary(style => style.StyleId!.Value!) ?? [];
        _default = _styles.Values.FirstOrDefault(style => style.Type?.Value == StyleValues.Paragraph && style.Default?.Value == true)?.StyleId?.Value;
    }

    public bool IsHidden(Run run) => run.RunProperties?.Vanish is { } own ? IsOn(own) : IsOn(Find(run.RunProperties?.RunStyle?.Val?.Value, style => style.StyleRunProperties?.Vanish));

    public bool IsBold(WordParagraph? paragraph) =>
        IsOn(Find(paragraph?.ParagraphProperties?.ParagraphStyleId?.Val?.Value ?? _default, style => style.StyleRunProperties?.Bold));

    /// <summary>Bold is a toggle: a style of characters takes it off again in a bold paragraph.</summary>
    public bool IsBold(Run run, bool paragraph) =>
        run.RunProperties?.Bold is { } own ? IsOn(own) : paragraph ^ IsOn(Find(run.RunProperties?.RunStyle?.Val?.Value, style => style.StyleRunProperties?.Bold));

    /// <summary>The numbering of a paragraph: its own, else its style's.</summary>
    public NumberingProperties? NumberingOf(WordParagraph paragraph) =>
        paragraph.ParagraphProperties?.NumberingProperties is { NumberingId.Val: not null } own ? own
        : paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value is { } id && _styles.TryGetValue(id, out var style)
            && style.StyleParagraphProperties?.NumberingProperties is { NumberingId.Val: not null } numbering ? numbering
        : null;

    public static bool IsOn(OnOffType? property) => property is not null && property.Val?.Value != false;

    private OnOffType? Find(string? id, Func<Style, OnOffType?> property)
    {
        for (var depth = 0; id is not null && depth < Deepest && _styles.TryGetValue(id, out var style); depth++)
        {
            if (property(style) is { } found)
            {
                return found;
            }

            id = style.BasedOn?.Val?.Value;
        }

        return null;
    }
}
