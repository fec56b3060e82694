using System.Text.RegularExpressions;
using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>What became of an item, by the fixed phrases of its outcome. Which there are is the table results.txt.</summary>
internal static class Results
{
    private static readonly (OutcomeResult Result, Regex Phrase)[] Phrases =
    [
        .. Tables.Lines("results.txt").Select(line => line.Split(':', 2)).Select(row => (Enum.Parse<OutcomeResult>(row[0], ignoreCase: true),
            new Regex(row[1].Trim(), RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture))),
    ];

    /// <summary>The result by the first words of the outcome.</summary>
    public static OutcomeResult Of(string text)
    {
        var words = Glyphs.Squeeze(text.AsSpan(0, Math.Min(text.Length, 400)));
        foreach (var (result, phrase) in Phrases)
        {
            if (phrase.IsMatch(words))
            {
                return result;
            }
        }

        return OutcomeResult.Other;
    }
}
