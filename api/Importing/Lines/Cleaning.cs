using System.Text;

namespace OpenMinutes.Importing;

/// <summary>First step: a text as normalised lines (NFC, no invisible characters).</summary>
internal static class Cleaning
{
    /// <summary>Splits a text into lines; a form feed is white space.</summary>
    public static IReadOnlyList<SourceLine> Lines(string text) =>
        [.. text.Replace('\f', ' ').ReplaceLineEndings("\n").Split('\n').Select((line, at) => new SourceLine(at + 1, line))];

    /// <summary>Normalises each line; an invisible character is told as furniture.</summary>
    public static IReadOnlyList<SourceLine> Clean(IEnumerable<SourceLine> lines, FurnitureLog furniture) =>
        [.. lines.Select(line => line with { Text = Normalization.Compose(Visible(line, furniture)) })];

    private static string Visible(SourceLine line, FurnitureLog furniture)
    {
        var text = Glyphs.Repair(line.Text);
        if (!text.Any(c => Glyphs.IsInvisible(c) || c is '\u2028' or '\u2029' or '\u0085' or '\v'))
        {
            return text;
        }

        var visible = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (Glyphs.IsInvisible(c))
            {
                furniture.Add(FurnitureKind.Invisible, $"U+{(int)c:X4}", line.Number);
            }
            else
            {
                visible.Append(char.IsWhiteSpace(c) && c is not ('\t' or '\u3000' or '\u00a0') ? ' ' : c);
            }
        }

        return visible.ToString();
    }
}
