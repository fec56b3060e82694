using System.Buffers;
using System.Globalization;
using System.Text;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Twins;

/// <summary>
/// <c>/data/{series}/{year}.csv</c>: a row for every section, item, annex and report of a year's minutes, for spreadsheets (RFC 4180). It begins with a byte order
/// mark, without which they take Chinese for something else; programs read the JSON Lines. The register of directives is written the same way.
/// </summary>
internal static class Csv
{
    private static readonly string[] Columns =
    [
        "kind", "series", "key", "number", "title", "start", "edition", "publishedAt", "anchor", "section", "label", "subject", "units",
        "outcomeKind", "result", "outcome", "text", "disclosure", "ground", "none", "url",
    ];

    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n");

    // Spreadsheets take what begins so for a formula, in full width as well.
    private static readonly SearchValues<char> Formula = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    public static void Begin(IBufferWriter<byte> output) => Begin(output, Columns);

    public static void Begin(IBufferWriter<byte> output, ReadOnlySpan<string> columns)
    {
        output.Write("\ufeff"u8);
        Row(output, columns);
    }

    public static void Append(Site site, PublicEdition edition, IBufferWriter<byte> output)
    {
        var rows = new Rows(edition);
        var page = site.BaseUrl + MinutesPage.UrlOf(edition.Series, edition.Key);
        var number = edition.Number?.ToString(CultureInfo.InvariantCulture) ?? "";
        var start = Dates.Iso(edition.Start);
        var version = edition.Edition.ToString(CultureInfo.InvariantCulture);
        var published = edition.PublishedAt is { } at ? Dates.Utc(at) : "";
        foreach (var row in rows.All)
        {
            Row(
                output,
                row.Kind,
                edition.Series,
                edition.Key,
                number,
                edition.Title,
                start,
                version,
                published,
                row.Anchor,
                row.Section ?? "",
                row.Label ?? "",
                row.Subject ?? "",
                row.Units,
                Name(row.Outcome?.Kind),
                Name(row.Outcome?.Result),
                string.Join('\n', row.OutcomeText),
                string.Join('\n', row.Text),
                Name<DisclosureLevel>(row.Disclosure?.Level ?? DisclosureLevel.Public),
                Ground(row.Disclosure),
                row.None ? "true" : "",
                $"{page}#{row.Anchor}");
        }
    }

    /// <summary>18-1-3, or nothing.</summary>
    public static string Ground(Disclosure? disclosure) => disclosure?.Ground is { } ground ? string.Create(CultureInfo.InvariantCulture, $"18-1-{(int)ground + 1}") : "";

    public static string Name<T>(T? value)
        where T : struct, Enum =>
        value?.ToString().ToLowerInvariant() ?? "";

    public static void Row(IBufferWriter<byte> output, params ReadOnlySpan<string> cells)
    {
        var separator = ReadOnlySpan<byte>.Empty;
        foreach (var cell in cells)
        {
            output.Write(separator);
            Cell(output, cell);
            separator = ","u8;
        }

        output.Write("\r\n"u8);
    }

    private static void Cell(IBufferWriter<byte> output, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        var safe = Formula.Contains(text[0]) ? "'" + text : text;
        if (safe.AsSpan().IndexOfAny(Quoted) < 0)
        {
            Encoding.UTF8.GetBytes(safe, output);
            return;
        }

        output.Write("\""u8);
        Encoding.UTF8.GetBytes(safe.Replace("\"", "\"\"", StringComparison.Ordinal), output);
        output.Write("\""u8);
    }

    private sealed record Part(string Kind, string Anchor, string? Section, string? Label, string? Subject, string Units, PublicOutcome? Outcome, Disclosure? Disclosure, bool None)
    {
        /// <summary>Its printed paragraphs.</summary>
        public List<string> Text { get; } = [];

        /// <summary>Those of its outcome.</summary>
        public List<string> OutcomeText { get; } = [];
    }

    /// <summary>The parts that have a row, and the printed paragraphs of each.</summary>
    private sealed class Rows
    {
        private readonly Dictionary<string, (Part Part, bool IsOutcome)> _owners = new(StringComparer.Ordinal);

        public Rows(PublicEdition edition)
        {
            foreach (var section in edition.Sections)
            {
                var part = Add(new Part("section", section.Id, section.Heading, section.Label, section.Heading, UnitsOf(section.Units), null, section.Disclosure, section.None));
                Own(part, section.Clauses);
                foreach (var item in section.Items)
                {
                    Item(section, item);
                }
            }

            foreach (var annex in edition.Annexes)
            {
                Own(Add(new Part("annex", annex.Id, annex.Heading, annex.Label, annex.Title, UnitsOf(annex.Units), null, annex.Disclosure, false)), annex.Explanation);
                foreach (var report in annex.Reports)
                {
                    Own(Add(new Part("report", report.Id, annex.Heading, report.Label, report.Unit, report.Unit ?? "", null, report.Disclosure, false)), report.Clauses);
                }
            }

            foreach (var line in DocumentLayout.Lines(edition))
            {
                if (line.Anchor is { } anchor && _owners.TryGetValue(anchor, out var owner))
                {
                    var paragraph = PlainText.Of(line.Text);
                    owner.Part.Text.Add(paragraph);
                    if (owner.IsOutcome)
                    {
                        owner.Part.OutcomeText.Add(paragraph);
                    }
                }
            }
        }

        public List<Part> All { get; } = [];

        private void Item(PublicSection section, PublicItem item)
        {
            var part = Add(new Part("item", item.Id, section.Heading, item.Label, item.Title, UnitsOf(item.Units), item.Outcome, item.Disclosure, false));
            Own(part, item.Explanation);
            if (item.Outcome is { } outcome)
            {
                _owners[outcome.Id] = (part, true);
                Own(part, outcome.Clauses, isOutcome: true);
            }
        }

        private Part Add(Part part)
        {
            All.Add(part);
            _owners[part.Anchor] = (part, false);
            return part;
        }

        private void Own(Part part, IEnumerable<PublicClause> clauses, bool isOutcome = false)
        {
            foreach (var clause in clauses)
            {
                _owners[clause.Id] = (part, isOutcome);
                Own(part, clause.Children, isOutcome);
            }
        }

        private static string UnitsOf(IEnumerable<Unit> units) => string.Join('、', units.Select(static unit => unit.Name));
    }
}
