using System.Text.RegularExpressions;

namespace OpenMinutes.Importing;

/// <summary>Second step: what Markdown and converters add to the lines of minutes is taken off and told as furniture.</summary>
internal static partial class Markup
{
    public static IReadOnlyList<SourceLine> Strip(IReadOnlyList<SourceLine> lines, FurnitureLog furniture)
    {
        var stripped = new List<SourceLine>(lines.Count);
        string? fence = null;
        foreach (var line in lines)
        {
            if (line.Furniture is { } kind)
            {
                furniture.Add(kind, line.Text, line.Number);
            }
            else if (Fence().Match(line.Text) is { Success: true } match && (fence is null || match.Groups["mark"].Value == fence))
            {
                furniture.Add(FurnitureKind.Markup, line.Text, line.Number);
                fence = fence is null && IsClosed(lines, line.Number, match.Groups["mark"].Value) ? match.Groups["mark"].Value : null;
            }
            else if (fence is not null || StartsObject(lines, line))
            {
                furniture.Add(FurnitureKind.Metadata, line.Text, line.Number);
                fence = fence is null ? ObjectEnd : fence == ObjectEnd && line.Text.Trim() == ObjectEnd ? null : fence;
            }
            else
            {
                stripped.Add(Line(line, furniture));
            }
        }

        return stripped;
    }

    /// <summary>A fence that nobody closes would swallow the rest of the document; it is no fence.</summary>
    private static bool IsClosed(IReadOnlyList<SourceLine> lines, int number, string mark) =>
        lines.Skip(IndexAfter(lines, number)).Take(LongestBlock).Any(line => line.Text.Trim() == mark);

    /// <summary>A block for machines that has lost its fence: { "ad": "8", … }.</summary>
    private static bool StartsObject(IReadOnlyList<SourceLine> lines, SourceLine line) =>
        line.Text.Trim() == "{" && lines.Skip(IndexAfter(lines, line.Number)).FirstOrDefault(next => !next.IsBlank)?.Text.TrimStart().StartsWith('"') == true && IsClosed(lines, line.Number, ObjectEnd);

    private const string ObjectEnd = "}";
    private const int LongestBlock = 400;

    private static int IndexAfter(IReadOnlyList<SourceLine> lines, int number)
    {
        var (low, high) = (0, lines.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = lines[middle].Number <= number ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static SourceLine Line(SourceLine line, FurnitureLog furniture)
    {
        line = Prefix(line, Quote(), furniture);
        if (Rule().IsMatch(line.Text))
        {
            furniture.Add(FurnitureKind.Markup, line.Text, line.Number);
            return line with { Text = "" };
        }

        if (Row().Match(line.Text) is { Success: true } row)
        {
            return Emphasis.Take(Cells(line, row, furniture));
        }

        if (Heading().Match(line.Text) is { Success: true } heading)
        {
            line = Prefix(line, Heading(), furniture) with { Heading = heading.Groups["mark"].Length };
        }
        else if (Artefact().IsMatch(line.Text))
        {
            line = Prefix(line, Artefact(), furniture);
        }

        return WholeBold().Match(line.Text) is { Success: true } bold ? Unbold(line, bold, furniture) : Emphasis.Take(line);
    }

    private static SourceLine Prefix(SourceLine line, Regex prefix, FurnitureLog furniture)
    {
        if (prefix.Match(line.Text) is not { Success: true } match)
        {
            return line;
        }

        var mark = match.Groups["mark"];
        furniture.Add(FurnitureKind.Markup, mark.Value, line.Number);
        var before = match.Groups["indent"].Value;
        var rest = line.Text[match.Length..];
        return line with { Text = before + rest, Shift = line.Shift + match.Length - before.Length };
    }

    private static SourceLine Cells(SourceLine line, Match row, FurnitureLog furniture)
    {
        var cells = row.Groups["cells"].Value.Split('|');
        for (var bar = 0; bar < line.Text.Count(c => c == '|'); bar++)
        {
            furniture.Add(FurnitureKind.Markup, "|", line.Number);
        }

        if (cells.All(cell => Ruler().IsMatch(cell)))
        {
            furniture.Add(FurnitureKind.Markup, string.Join(' ', cells.Select(cell => cell.Trim())), line.Number);
            return line with { Text = "" };
        }

        return line with { Text = row.Groups["indent"].Value + string.Join('\t', cells.Select(cell => cell.Trim()).Where(cell => cell.Length > 0)) };
    }

    /// <summary>Bold that wraps a whole line is how a converter writes a heading; within a line it is the minutes' own.</summary>
    private static SourceLine Unbold(SourceLine line, Match bold, FurnitureLog furniture)
    {
        furniture.Add(FurnitureKind.Markup, "**", line.Number);
        furniture.Add(FurnitureKind.Markup, "**", line.Number);
        return line with { Text = bold.Groups["indent"].Value + bold.Groups["text"].Value, Shift = line.Shift + 2 };
    }

    [GeneratedRegex(@"^\s*(?<mark>```|~~~)\w*\s*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^(?<indent>)\s{0,4}(?<mark>>)\s?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Quote();

    [GeneratedRegex(@"^\s*([*_-])(\s*\1){2,}\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Rule();

    [GeneratedRegex(@"^(?<indent>\s*)\|(?<cells>.+)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\s*:?-{2,}:?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Ruler();

    [GeneratedRegex(@"^(?<indent>)\s{0,3}(?<mark>\#{1,6})\s+", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(?<indent>\s*)(?<mark>[-*+])\s+(?=(\*\*)?[(（]?[0-9０-９一二三四五六七八九十壹貳參肆伍陸柒捌玖拾甲乙丙丁戊己庚辛壬癸]{1,4}[)）、．.])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Artefact();

    [GeneratedRegex(@"^(?<indent>\s*)\*\*(?<text>[^*]+)\*\*\s*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex WholeBold();
}
