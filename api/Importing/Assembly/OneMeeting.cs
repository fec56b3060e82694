using System.Text.RegularExpressions;

namespace OpenMinutes.Importing;

/// <summary>A document is the minutes of one meeting: not of none, and not of two.</summary>
internal static partial class OneMeeting
{
    /// <summary>How far below its title a meeting's date stands.</summary>
    private const int Near = 6;

    private const int Beginning = 8;

    /// <summary>How long a line is that says no more than when, and perhaps which, a meeting was.</summary>
    private const int LongestDate = 50;

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

        RequireOneHead(paragraphs);
    }

    /// <summary>The sittings of a booklet need no title of their own: each has its date, its chair and those present.</summary>
    private static void RequireOneHead(IReadOnlyList<Paragraph> paragraphs)
    {
        MeetingTime? first = null;
        foreach (var (time, place) in Heads(paragraphs))
        {
            if (first is not null && (time.Day != first.Day || (time.Start is { } start && first.Start is { } former && start != former)))
            {
                throw new RefusedException(RefusalCodes.TwoMeetings, "A second meeting begins here, with its own date, chair and persons present. Send each meeting's minutes by itself.", place.Line);
            }

            first ??= time;
        }
    }

    /// <summary>Each date that is followed by a chair and by those present, before another date.</summary>
    private static IEnumerable<(MeetingTime Time, Place Place)> Heads(IReadOnlyList<Paragraph> paragraphs)
    {
        (MeetingTime Time, Place Place, int At)? date = null;
        var (chair, present) = (false, false);
        for (var at = 0; at < paragraphs.Count; at++)
        {
            if (DateIn(paragraphs[at].Text) is { } time)
            {
                (date, chair, present) = ((time, paragraphs[at].Passage.Place, at), false, false);
            }
            else if (date is { } known && at <= known.At + Near && Labels.FindInHead(paragraphs[at].Text)?.Name is { } name)
            {
                (chair, present) = (chair || name is "chair", present || name is "attendee" or "unspecified");
                if (chair && present)
                {
                    yield return (known.Time, known.Place);
                    date = null;
                }
            }
        }
    }

    private static MeetingTime? DateIn(string text) => text.Length <= LongestDate && !Glyphs.EndsSentence(text) ? DateReader.Read(text) : null;

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
