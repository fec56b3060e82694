namespace OpenMinutes.Importing;

/// <summary>Cuts a line that has several fields: 主席：歐兼主任委員晉德    記錄：楊技士儒乾.</summary>
internal static class Cutting
{
    /// <summary>White space of so many columns parts two fields of one line, as it parts the cells of a table.</summary>
    public const int WideGap = 6;

    private const int LongestLine = 2_000;

    /// <summary>The parts of a line, cut where white space of some columns is followed by what starts a part; nothing is cut before <paramref name="from"/>.</summary>
    public static List<Passage> Parts(Passage line, int from, Func<string, int, bool> starts)
    {
        var text = line.Text;
        var (cuts, gap) = (new List<int> { 0 }, 0);
        for (var at = 1; at < text.Length && text.Length <= LongestLine; at++)
        {
            gap = !char.IsWhiteSpace(text[at - 1]) ? 0 : line.IsCellEnd(at - 1) ? WideGap : gap + Glyphs.Width(text[at - 1]);
            if (gap > 0 && at >= from && !char.IsWhiteSpace(text[at]) && starts(text.Substring(at, Math.Min(40, text.Length - at)), gap))
            {
                cuts.Add(at);
            }
        }

        return [.. cuts.Select((cut, index) => line.Slice(cut, (index + 1 < cuts.Count ? cuts[index + 1] : text.Length) - cut).Trim())];
    }
}
