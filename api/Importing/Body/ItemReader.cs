using System.Text.RegularExpressions;
using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>The own line of an agenda item: mark, fields, title, purpose, units.</summary>
internal static partial class ItemReader
{
    public static ItemDraft Start(Paragraph paragraph, ItemMark mark) => Start(paragraph.Passage, mark.Label, mark.Ordinal, mark.Length);

    public static ItemDraft Start(Passage line, string? label, int ordinal, int length)
    {
        var item = new ItemDraft { Place = line.Place, Label = label, Ordinal = ordinal };
        var bare = UnitReader.TakeFrom(line, item.Units);
        var rest = bare.From(Math.Min(length, bare.Length)).Trim();
        if (Labels.Find(rest.Text) is { Kind: LabelKind.Units })
        {
            UnitFirst(item, bare, rest);
        }
        else
        {
            item.OwnLine.Add(bare.Text);
            SetTitle(item, rest);
        }

        return item;
    }

    /// <summary>第一案　提案單位：財政局　案由：…: the unit stands between the mark and the title, if that is on the line at all.</summary>
    private static void UnitFirst(ItemDraft item, Passage line, Passage rest)
    {
        var title = NextField(rest);
        item.Units.AddRange(UnitReader.OnLine(title is { } next ? rest.Slice(0, next.Start - rest.Start).Trim() : rest) ?? []);
        item.OwnLine.Add(line.Slice(0, rest.Start - line.Start).Trim().Text);
        if (title is { } own)
        {
            item.OwnLine.Add(own.Text);
            SetTitle(item, own);
        }
    }

    /// <summary>Goes on with the own line: 案名：…, or the title on the line below the mark.</summary>
    public static void Continue(ItemDraft item, Passage line)
    {
        var bare = UnitReader.TakeFrom(line, item.Units);
        item.OwnLine.Add(bare.Text);
        SetTitle(item, bare);
    }

    /// <summary>The title is what stands behind the last of the labels 案由, 案名, …; a field (類別) alone is none.</summary>
    private static void SetTitle(ItemDraft item, Passage text)
    {
        if (Labels.Find(text.Text) is { Kind: LabelKind.Title or LabelKind.Field } label && label.Length <= text.Length)
        {
            var value = text.From(label.Length);
            if (NextField(value) is { } next)
            {
                SetTitle(item, next);
                return;
            }

            if (label.Kind == LabelKind.Field)
            {
                return;
            }

            text = value.Trim();
        }
        else if (NextField(text) is { } field && Labels.Find(field.Text)!.Kind == LabelKind.Title)
        {
            SetTitle(item, field);
            return;
        }

        if (text.IsEmpty)
        {
            return;
        }

        item.Purpose = null;
        item.Title = text;
        if (Purpose().Match(text.Text) is { Success: true } match)
        {
            item.Title = text.Slice(0, match.Groups["title"].Length);
            item.Purpose = match.Groups["purpose"].Value;
        }
    }

    private static Passage? NextField(Passage text)
    {
        foreach (Match match in AfterSpace().Matches(text.Text))
        {
            if (Labels.Find(text.Text.Substring(match.Index, Math.Min(12, text.Length - match.Index))) is { Kind: LabelKind.Title or LabelKind.Field })
            {
                return text.From(match.Index);
            }
        }

        return null;
    }

    /// <summary>The own line, where label, title and purpose would not be printed like it.</summary>
    public static string? AsWritten(ItemDraft item, string title)
    {
        var line = string.Join(' ', item.OwnLine);
        var printed = Printed.Line(new PublicItem { Id = "x", Label = item.Label, Title = title, Purpose = item.Purpose });
        return Glyphs.Squeeze(printed) == Glyphs.Squeeze(line) ? null : line;
    }

    [GeneratedRegex(@"^(?<title>.+)，(?<purpose>(謹|敬|茲)?(報|提)?請(大會|委員會|委員|各位委員|本會|惠予|准予)?(公鑒|公鑑|鑒核|鑒察|鑒閱|備查|核備|核備案|討論|討論案|審議|公決|確認|核議|核示|核定|同意|追認|查照|查照審查|審查|裁示|討論決議|議決|討論公決|審議公決|指導|參考|卓參))。?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Purpose();

    [GeneratedRegex(@"(?<=\s)[案議提主題類編](?=[由名題旨目號別案\s案：:])", RegexOptions.CultureInvariant)]
    private static partial Regex AfterSpace();
}
