namespace OpenMinutes.Importing;

/// <summary>Whether a document has a text at all: a PDF whose fonts have no map to Unicode gives signs instead of words.</summary>
internal static class Legibility
{
    private const int Enough = 20;

    public static void Require(IReadOnlyList<SourceLine> lines)
    {
        var (signs, letters, garbled) = (0, 0, (SourceLine?)null);
        foreach (var line in lines)
        {
            var (lineSigns, lineLetters) = Count(line.Text);
            (signs, letters) = (signs + lineSigns, letters + lineLetters);
            garbled ??= lineSigns > 4 && lineSigns > lineLetters ? line : null;
        }

        if (signs + letters < Enough)
        {
            throw new RefusedException(RefusalCodes.TextUnreadable, "The document has no text. If it is an image, it must be recognised (OCR) first.");
        }

        if (signs * 4 > signs + letters)
        {
            throw new RefusedException(
                RefusalCodes.TextUnreadable,
                "The document's text layer is damaged: most of it is signs, not words. Send the document that the PDF was made from, or recognise it (OCR) first.",
                garbled?.Number);
        }
    }

    /// <summary>Signs that are rare in a text, and the letters, digits and punctuation of Chinese that make one.</summary>
    private static (int Signs, int Letters) Count(string text)
    {
        var (signs, letters) = (0, 0);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || c is '-' or '.' or ',' or '|' or '(' or ')' or '/' or '*' or '#' or '_' or '"' or '<' or '>' or '=' or ':' or ';')
            {
                continue;
            }

            if (c is < '\u0080' and not (>= 'a' and <= 'z') and not (>= 'A' and <= 'Z') and not (>= '0' and <= '9')
                || c is >= '\u0080' and < '\u0370' and not (>= 'À' and <= 'ÿ') and not '·'
                || c is '\ufffd' or (>= '\ue000' and <= '\uf8ff') or '€' or '‚' or 'ƒ' or '„' or '…' or '†' or '‡' or 'ˆ' or '‰')
            {
                signs++;
            }
            else
            {
                letters++;
            }
        }

        return (signs, letters);
    }
}
