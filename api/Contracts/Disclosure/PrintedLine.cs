using System.Text;

namespace OpenMinutes.Contracts;

/// <summary>A line as the source printed it, which is public only if nothing printed in it is closed.</summary>
internal static class PrintedLine
{
    // A line that shares less than this with a closed text does not tell it: 一, 司.
    private const int ShortestPhrase = 2;

    /// <summary>The line, or null if it repeats a phrase of a closed text and must be composed instead.</summary>
    public static string? Of(string? line, IEnumerable<string> closed) => line is null || Prints(line, closed) ? null : line;

    /// <summary>
    /// Whether the line repeats a phrase (what stands between punctuation) of one of the texts, whatever the white space.
    /// A false alarm costs the exact printing of a line; a missed one could not be recalled.
    /// </summary>
    public static bool Prints(string line, IEnumerable<string> texts)
    {
        var printed = Bare(line);
        return texts.SelectMany(Phrases).Any(phrase => phrase.Length >= ShortestPhrase && printed.Contains(phrase, StringComparison.Ordinal));
    }

    /// <summary>What stands between punctuation and has a letter in it; of a text that is all figures, the whole: 22 alone does not tell 2025-10-22.</summary>
    private static IEnumerable<string> Phrases(string text)
    {
        var runes = text.EnumerateRunes().Where(static rune => !Rune.IsWhiteSpace(rune)).ToList();
        if (!runes.Exists(Rune.IsLetter))
        {
            yield return Bare(text);
            yield break;
        }

        var phrase = new StringBuilder();
        var letters = 0;
        foreach (var rune in runes.Append(new Rune('。')))
        {
            if (!Rune.IsPunctuation(rune) && !Rune.IsSymbol(rune))
            {
                phrase.Append(rune);
                letters += Rune.IsLetter(rune) ? 1 : 0;
                continue;
            }

            if (letters > 0)
            {
                yield return phrase.ToString();
            }

            phrase.Clear();
            letters = 0;
        }
    }

    private static string Bare(string line) =>
        string.Concat(line.Where(static character => !char.IsWhiteSpace(character) && character != '*'));
}
