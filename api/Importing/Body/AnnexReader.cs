using System.Text.RegularExpressions;

namespace OpenMinutes.Importing;

/// <summary>The annexes (附錄): each repeats its item's line, and has the written reports of the units.</summary>
internal sealed partial class AnnexReader
{
    private const int LongestUnit = 30;

    private readonly List<AnnexDraft> _annexes = [];
    private AnnexDraft? _annex;
    private string? _style;

    private AnnexReader()
    {
    }

    public static bool IsHeading(Paragraph paragraph) => HeadingLine().IsMatch(Glyphs.Squeeze(paragraph.Text));

    public static List<AnnexDraft> Read(IEnumerable<Paragraph> paragraphs)
    {
        var reader = new AnnexReader();
        foreach (var paragraph in paragraphs)
        {
            reader.Take(paragraph);
        }

        return reader._annexes;
    }

    private void Take(Paragraph paragraph)
    {
        if (IsHeading(paragraph))
        {
            Start(paragraph, paragraph.Text);
        }
        else if (ItemMarks.Read(paragraph.Text) is { } mark)
        {
            if (_annex is null || _annex.Line is not null || _annex.Explanation.Count > 0 || _annex.Reports.Count > 0)
            {
                Start(paragraph, _annexes[^1].Heading);
            }

            _annex!.Line = ItemReader.Start(paragraph, mark);
            _annex.Units.AddRange(_annex.Line.Units);
        }
        else
        {
            Under(paragraph);
        }
    }

    private void Start(Paragraph paragraph, string heading)
    {
        _annexes.Add(_annex = new AnnexDraft { Place = paragraph.Passage.Place, Heading = heading });
        _style = null;
    }

    private void Under(Paragraph paragraph)
    {
        var annex = _annex!;
        if (annex.Reports.Count == 0 && annex.Explanation.Count == 0 && UnitReader.OnLine(paragraph.Passage) is { } units)
        {
            annex.Units.AddRange(units);
            return;
        }

        var entry = Entries.Read(paragraph);
        if (IsReport(entry))
        {
            _style = entry.Style!.Name;
            annex.Reports.Add(new ReportDraft { Place = entry.Place, Label = entry.Label!, Ordinal = entry.Ordinal, Unit = entry.Text.Text });
        }
        else
        {
            (annex.Reports is [.., var report] ? report.Entries : annex.Explanation).Add(entry);
        }
    }

    /// <summary>A numbered line that is a unit's name; all reports are numbered alike.</summary>
    private bool IsReport(Entry entry) =>
        entry is { Style.NumbersSections: true, Text.IsEmpty: false } && entry.Text.Length <= LongestUnit && Name().IsMatch(entry.Text.Text)
        && (_style is null ? entry.Ordinal == 1 && _annex!.Explanation.TrueForAll(before => before.Style is null) : entry.Style.Name == _style && entry.Ordinal >= _annex!.Reports[^1].Ordinal);

    [GeneratedRegex(@"^附(錄|件)([一二三四五六七八九十0-9]{1,3})?[：:]?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex HeadingLine();

    [GeneratedRegex(@"^[^，。；：、？！:;]+(?<![案形])$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
