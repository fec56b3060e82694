using System.Buffers;
using System.Globalization;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Engine;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Twins;

/// <summary>
/// <c>minutes.md</c>: the paragraphs of <see cref="DocumentLayout"/> as CommonMark, with sections, items and reports as headings, numbered clauses as nested
/// lists, the attendance as a table, and below what is closed the reason.
/// </summary>
internal sealed class Markdown
{
    private readonly Messages _texts;
    private readonly PublicEdition _edition;
    private readonly Utf8Writer _text = new();
    private readonly Dictionary<string, Part> _parts = new(StringComparer.Ordinal);
    private readonly HashSet<(string Anchor, string Line)> _errata;

    private Markdown(Messages texts, PublicEdition edition)
    {
        _texts = texts;
        _edition = edition;
        _errata = [.. edition.Errata.Select(static erratum => (erratum.Anchor, Printed.Line(erratum)))];
        foreach (var section in edition.Sections)
        {
            _parts[section.Id] = new Part("## ", "", section.Disclosure);
            Clauses(section.Clauses, "");
            section.Items.ToList().ForEach(Item);
        }

        foreach (var annex in edition.Annexes)
        {
            _parts[annex.Id] = new Part("### ", "", annex.Disclosure);
            Clauses(annex.Explanation, "");
            foreach (var report in annex.Reports)
            {
                _parts[report.Id] = new Part("#### ", "", report.Disclosure);
                Clauses(report.Clauses, "");
            }
        }

        foreach (var file in edition.Attachments)
        {
            _parts[file.Id] = new Part("- ", "  ", file.Disclosure);
        }
    }

    /// <param name="site">The site.</param>
    /// <param name="edition">The public edition.</param>
    /// <param name="lines">Its printed paragraphs.</param>
    /// <param name="output">Takes the bytes.</param>
    public static void Write(Site site, PublicEdition edition, IReadOnlyList<LayoutLine> lines, IBufferWriter<byte> output)
    {
        var markdown = new Markdown(site.Texts, edition);
        markdown._text.Begin(output);
        markdown.FrontMatter(site);
        markdown.Body(lines);
        markdown._text.End();
    }

    private void Item(PublicItem item)
    {
        _parts[item.Id] = new Part("### ", "", item.Disclosure);
        Clauses(item.Explanation, "");
        if (item.Outcome is { } outcome)
        {
            _parts[outcome.Id] = new Part("", "", outcome.Disclosure);
            Clauses(outcome.Clauses, "");
        }
    }

    private void Clauses(IReadOnlyList<PublicClause> clauses, string indent)
    {
        foreach (var clause in clauses)
        {
            var inner = Printed.Label(clause.Label).Length > 0 ? indent + "  " : indent;
            _parts[clause.Id] = new Part(inner.Length > indent.Length ? indent + "- " : indent, inner, clause.Disclosure);
            Clauses(clause.Children, inner);
        }
    }

    /// <summary>YAML that is JSON in its values, so that no text can be anything else.</summary>
    private void FrontMatter(Site site)
    {
        _text.Raw("---\n");
        Fact("title", _edition.Title);
        Fact("body", site.SeriesBody(_edition.Series));
        Fact("series", _edition.Series);
        Fact("key", _edition.Key);
        Fact("number", _edition.Number);
        Fact("start", _edition.Start.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        Fact("end", _edition.End?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        Fact("location", _edition.Location);
        Fact("edition", _edition.Edition);
        Fact("publishedAt", _edition.PublishedAt is { } at ? Dates.Utc(at) : null);
        Fact("url", site.BaseUrl + MinutesPage.UrlOf(_edition.Series, _edition.Key));
        Fact("license", site.LicenceUrl);
        Fact("lang", "zh-Hant-TW");
        _text.Raw("---\n");
    }

    private void Fact(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _text.Raw($"{name}: {Quoted.Text(value)}\n");
        }
    }

    private void Fact(string name, int? value)
    {
        if (value is { } number)
        {
            _text.Raw(string.Create(CultureInfo.InvariantCulture, $"{name}: {number}\n"));
        }
    }

    private void Body(IReadOnlyList<LayoutLine> lines)
    {
        var head = Head(lines);
        Attendance();

        string? previous = null;
        for (var i = head; i < lines.Count; i++)
        {
            var (anchor, text) = lines[i];
            var part = anchor is null ? null : _parts.GetValueOrDefault(anchor);
            if (part is null)
            {
                Block(i + 1 < lines.Count && IsHeadingOf(text, lines[i + 1].Anchor) ? "## " : "", text);
            }
            else if (_errata.Contains((anchor!, text)))
            {
                Block(part.Inner + "> ", text);
            }
            else if (anchor == previous)
            {
                Block(part.Inner, text);
            }
            else
            {
                Block(part.First, text);
                Reason(part);
            }

            previous = anchor;
        }
    }

    /// <summary>The lines of the head; those before the first part.</summary>
    private int Head(IReadOnlyList<LayoutLine> lines)
    {
        var title = _edition.Header.FirstOrDefault(static line => line.Key == HeaderKey.Title)?.AsWritten ?? _edition.Title;
        var count = DocumentHead.Lines(_edition).Sum(static line => DocumentLayout.Paragraphs(Printed.Line(line)).Count);
        var titled = false;
        for (var i = 0; i < count; i++)
        {
            var isTitle = !titled && lines[i].Text == title.Trim();
            titled |= isTitle;
            Block(isTitle ? "# " : "", lines[i].Text);
        }

        return count;
    }

    /// <summary>Whether a line of no part is what stands above annexes or files.</summary>
    private bool IsHeadingOf(string text, string? next) =>
        _edition.Annexes.FirstOrDefault(annex => annex.Id == next) is { } annex ? text == (annex.Heading ?? Printed.Annex).Trim()
        : text == Printed.Attachments && _edition.Attachments.Any(file => file.Id == next);

    private void Attendance()
    {
        if (_edition.Attendance.Count == 0)
        {
            return;
        }

        _text.Raw("\n");
        foreach (var column in new[] { "minutes.role", "minutes.unit", "minutes.name", "minutes.position", "minutes.status" })
        {
            Cell(_texts[column]);
        }

        _text.Raw("|\n|---|---|---|---|---|\n");
        foreach (var attendee in _edition.Attendance)
        {
            Cell(Words.Of(_texts, attendee.Role));
            if (Printed.IsClosed(attendee.Disclosure))
            {
                Cell("");
                Cell(Printed.Attendee(attendee));
                Cell("");
                Cell(Words.Of(_texts, attendee.Disclosure));
            }
            else
            {
                Cell(attendee.Unit);
                Cell(attendee.Name ?? attendee.AsWritten);
                Cell(attendee.Title);
                Cell(Words.Of(_texts, attendee) + (attendee.RepresentedBy is { } by ? $"（{Words.Of(_texts, by)}）" : ""));
            }

            _text.Raw("|\n");
        }
    }

    private void Cell(string? text)
    {
        _text.Raw("| ");
        MarkdownText.Inline(_text, string.Join(' ', DocumentLayout.Paragraphs(text ?? "")));
        _text.Raw(" ");
    }

    private void Reason(Part part)
    {
        if (Printed.IsClosed(part.Disclosure))
        {
            Block(part.Inner + "> ", Words.Of(_texts, part.Disclosure));
        }
    }

    private void Block(string mark, string text)
    {
        _text.Raw("\n");
        _text.Raw(mark);
        MarkdownText.Line(_text, text);
        _text.Raw("\n");
    }

    /// <param name="First">What stands before its first paragraph.</param>
    /// <param name="Inner">What stands before the others, and before what is under it.</param>
    /// <param name="Disclosure">Why it is closed, if it is.</param>
    private sealed record Part(string First, string Inner, Disclosure? Disclosure);
}
