using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Exceptions;

namespace OpenMinutes.Importing;

/// <summary>The text layer of a PDF: letters become lines again by where they stand on the page. It is called in a process of its own (<see cref="PdfProcess"/>).</summary>
internal static class PdfReader
{
    private const int MostPages = 1_000;
    private const int MostLetters = 4_000_000;

    public static IReadOnlyList<SourceLine> Lines(ReadOnlyMemory<byte> document)
    {
        try
        {
            using var pdf = PdfDocument.Open(document.ToArray(), new ParsingOptions { FilterProvider = new BoundedFilters(), MaxStackDepth = 100, UseLenientParsing = true, SkipMissingFonts = true });
            return Read(pdf);
        }
        catch (Exception exception) when (exception is not RefusedException and not OutOfMemoryException)
        {
            // A version of encryption that PdfPig does not know makes it stumble as over damage.
            throw exception is PdfDocumentEncryptedException || SaysEncrypted(document.Span)
                ? new RefusedException(RefusalCodes.Encrypted, "The PDF is encrypted; save it without a password.")
                : new RefusedException(RefusalCodes.Malformed, "The PDF cannot be read.");
        }
    }

    /// <summary>Whether a trailer has the entry <c>/Encrypt</c>: trailers, and the dictionaries that stand in for them, are never packed.</summary>
    private static bool SaysEncrypted(ReadOnlySpan<byte> document)
    {
        var entry = "/Encrypt"u8;
        while (document.IndexOf(entry) is >= 0 and var at)
        {
            document = document[(at + entry.Length)..];
            if (document is [] || !char.IsAsciiLetterOrDigit((char)document[0]))
            {
                return true;
            }
        }

        return false;
    }

    private static List<SourceLine> Read(PdfDocument pdf)
    {
        if (pdf.NumberOfPages > MostPages)
        {
            throw new RefusedException(RefusalCodes.TooLarge, $"The PDF has {pdf.NumberOfPages} pages; {MostPages} are read at most.");
        }

        var (lines, letters) = (new List<SourceLine>(), 0);
        foreach (var page in pdf.GetPages())
        {
            letters += page.Letters.Count;
            if (letters > MostLetters)
            {
                throw new RefusedException(RefusalCodes.TooLarge, "The PDF has too much text.");
            }

            lines.AddRange(PageLines(page.Letters).Select((line, at) => new SourceLine(lines.Count + 1 + at, line)).ToList());
        }

        return lines;
    }

    private static IEnumerable<string> PageLines(IReadOnlyList<Letter> letters)
    {
        var visible = letters.Where(letter => letter.Value.Trim().Length > 0).ToList();
        if (visible.Count == 0)
        {
            return [];
        }

        var margin = visible.Min(letter => letter.StartBaseLine.X);
        return Rows(visible).Select(row => Row(row, margin));
    }

    /// <summary>Letters on one base line, from the top of the page.</summary>
    private static List<List<Letter>> Rows(List<Letter> letters)
    {
        var rows = new List<List<Letter>>();
        foreach (var letter in letters.OrderByDescending(letter => letter.StartBaseLine.Y).ThenBy(letter => letter.StartBaseLine.X))
        {
            var tolerance = Math.Max(SizeOf(letter) * 0.4, 1);
            if (rows.Count > 0 && Math.Abs(rows[^1][0].StartBaseLine.Y - letter.StartBaseLine.Y) <= tolerance)
            {
                rows[^1].Add(letter);
            }
            else
            {
                rows.Add([letter]);
            }
        }

        return rows;
    }

    /// <summary>The letters of a row with as many spaces between them as fit.</summary>
    private static string Row(List<Letter> row, double margin)
    {
        var text = new StringBuilder();
        var end = margin;
        foreach (var letter in row.OrderBy(letter => letter.StartBaseLine.X))
        {
            var size = SizeOf(letter);
            var gap = letter.StartBaseLine.X - end;
            if (gap > size * (text.Length == 0 ? 0.5 : 0.22))
            {
                text.Append(' ', Math.Clamp((int)Math.Round(gap / (size / 2)), 1, 120));
            }

            // A glyph printed twice for weight stands where it stood.
            if (gap > -size * 0.8 || text.Length == 0 || !text.ToString(text.Length - 1, 1).Equals(letter.Value, StringComparison.Ordinal))
            {
                text.Append(letter.Value);
            }

            end = Math.Max(end, letter.EndBaseLine.X);
        }

        return text.ToString();
    }

    private static double SizeOf(Letter letter) => letter.PointSize is > 1 and < 200 ? letter.PointSize : Math.Max(letter.BoundingBox.Height, 6);
}
