using System.Buffers;

namespace OpenMinutes.Importing;

/// <summary>Whether a document has a text at all: a PDF whose fonts have no map to Unicode gives signs instead of words.</summary>
internal static class Legibility
{
    private const int Enough = 20;

    /// <summary>Signs that fill a damaged text layer and are rare in minutes.</summary>
    private static readonly SearchValues<char> Signs = SearchValues.Create("!\"#$%&'*+<=>?@[]\\^_`{|}~€‚ƒ„…†‡ˆ‰Š‹ŒŽ•–™š›œžŸ¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶¸¹º»¼½¾¿");

    public static void Require(IReadOnlyList<SourceLine> lines)
    {
        var (signs, characters, garbled) = (0, 0, (SourceLine?)null);
        foreach (var line in lines)
        {
            var (found, length) = Count(line.Text);
            (signs, characters) = (signs + found, characters + length);
            garbled ??= found > 4 && found * 3 > length ? line : null;
        }

        if (characters < Enough)
        {
            throw new RefusedException(RefusalCodes.TextUnreadable, "The document has no text. If it is an image, it must be recognised (OCR) first.");
        }

        if (signs * 5 > characters)
        {
            throw new RefusedException(
                RefusalCodes.TextUnreadable,
                "The document's text layer is damaged: much of it is signs, not words. Send the document that the PDF was made from, or recognise it (OCR) first.",
                garbled?.Number);
        }
    }

    /// <summary>The signs of a line, brackets closed but never opened included, and all its characters.</summary>
    private static (int Signs, int Characters) Count(string text)
    {
        var (signs, characters, open) = (0, 0, 0);
        foreach (var c in text)
        {
            characters += char.IsWhiteSpace(c) ? 0 : 1;
            open += c is '(' or '（' ? 1 : c is ')' or '）' ? -1 : 0;
            signs += Signs.Contains(c) || c is '\ufffd' or (>= '\u0080' and <= '\u009f') or (>= '\ue000' and <= '\uf8ff') ? 1 : 0;
        }

        return (signs + Math.Max(0, -open - 1), characters);
    }
}
