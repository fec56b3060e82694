using System.Text.RegularExpressions;

namespace OpenMinutes.Importing;

/// <summary>A document is the minutes of one meeting: not of none, and not of two.</summary>
internal static partial class OneMeeting
{
    /// <summary>How far below its title a meeting's date stands.</summary>
    private const int Near = 6;

    private const int Beginning = 8;

    public static void Require(IReadOnlyList<Paragraph> paragraphs)
    {
        if (paragraphs.Take(Beginning).FirstOrDefault(paragraph => OtherKind().IsMatch(Glyphs.Squeeze(paragraph.Text))) is { } other)
        {
            throw new RefusedException(RefusalCodes.NotMinutes, $"{other.Text} is not the minutes of a meeting.", other.Passage.Place.Line);
        }

        (string Title, string Date)? first = null;
        for (var at = 0; at < paragraphs.Count; at++)
        {
            if (TitleReader.Score(paragraphs[at].Text) < 2 || DateBelow(paragraphs, at) is not { } date)
            {
                continue;
            }

            var title = Glyphs.Squeeze(paragraphs[at].Text);
            if (first is { } known && known.Title != title && known.Date != date)
            {
                throw new RefusedException(RefusalCodes.TwoMeetings, $"A second meeting begins here: {paragraphs[at].Text}. Send each meeting's minutes by itself.", paragraphs[at].Passage.Place.Line);
            }

            first ??= (title, date);
        }
    }

    public static void RequireMinutes(Head head, Body body)
    {
        var known = body.Sections.Count(section => section.Id is not null || section.Label is not null || section.Items.Count > 0);
        var turns = body.Sections.Sum(section => section.Entries.Count(entry => entry.IsTurn));
        var signs = (head.Title is { } title && TitleReader.Score(title.Text) >= 2 ? 2 : 0) + Math.Min(head.Labels, 3) + Math.Min(known, 3) + Math.Min(turns, 2)
            + (body.Sections.Exists(section => section.Items.Exists(item => item.Outcome is not null)) ? 1 : 0);
        if (signs < 3 || body.Sections.Count == 0)
        {
            throw new RefusedException(RefusalCodes.NotMinutes, "The document has neither the head nor the sections of minutes (時間, 主席, 出席, 報告事項, 決議, 散會).", 1);
        }
    }

    private static string? DateBelow(IReadOnlyList<Paragraph> paragraphs, int title)
    {
        for (var at = title + 1; at < paragraphs.Count && at <= title + Near; at++)
        {
            if (Labels.FindInHead(paragraphs[at].Text) is { Name: "date" } label)
            {
                return Glyphs.Squeeze(paragraphs[at].Text.AsSpan(label.Length));
            }
        }

        return null;
    }

    [GeneratedRegex("^([^：:，。]{0,40}勘誤表?|[^：:，。]{0,30}開會通知單?|[^：:，。]{0,30}會議議程|議程|[^：:，。]{0,30}公告|[^：:，。]{0,30}簽到[簿單表])$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex OtherKind();
}
