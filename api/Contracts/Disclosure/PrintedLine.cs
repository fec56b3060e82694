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
        return texts.SelectMany(Phrases).Any(phrase => printed.Contains(phrase, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Phrases(string text)
    {
        var phrase = new StringBuilder();
        foreach (var character in text)
        {
            if (char.IsPunctuation(character) || char.IsSymbol(character))
            {
                if (phrase.Length >= ShortestPhrase)
                {
                    yield return phrase.ToString();
                }

                phrase.Clear();
            }
            else if (!char.IsWhiteSpace(character))
            {
                phrase.Append(character);
            }
        }

        if (phrase.Length >= ShortestPhrase)
        {
            yield return phrase.ToString();
        }
    }

    private static string Bare(string line) =>
        string.Concat(line.Where(static character => !char.IsWhiteSpace(character) && character != '*'));
}
