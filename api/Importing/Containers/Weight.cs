using System.Text;

namespace OpenMinutes.Importing;

/// <summary>
/// Bold text while a container is read: it stands between two characters that no XML can hold. A paragraph that is bold as a whole, as headings are, is not
/// marked: there it says nothing of the words.
/// </summary>
internal static class Weight
{
    public const char On = '\u0002', Off = '\u0003';

    /// <summary>The text with its bold marked anew, line by line: neighbours are one, and white space at the ends stays outside.</summary>
    public static string Settle(string text) => text.Contains(On, StringComparison.Ordinal) ? Settled(text) : text;

    /// <summary>The text without the marks.</summary>
    public static string Plain(string text) => text.Replace(On.ToString(), "", StringComparison.Ordinal).Replace(Off.ToString(), "", StringComparison.Ordinal);

    /// <summary>The text with the asterisks of bold, and whether it has any.</summary>
    public static (string Text, bool HasBold) Marked(string text) =>
        text.Contains(On, StringComparison.Ordinal) ? (text.Replace(On.ToString(), "**", StringComparison.Ordinal).Replace(Off.ToString(), "**", StringComparison.Ordinal), true) : (text, false);

    private static string Settled(string text)
    {
        var settled = new StringBuilder();
        var (line, bold, depth) = (new StringBuilder(), new List<bool>(), 0);
        foreach (var c in text + '\n')
        {
            if (c is On or Off)
            {
                depth += c == On ? 1 : -1;
            }
            else if (c == '\n')
            {
                settled.Append(Line(line.ToString(), bold)).Append('\n');
                line.Clear();
                bold.Clear();
            }
            else
            {
                line.Append(c);
                bold.Add(depth > 0);
            }
        }

        return settled.ToString(0, settled.Length - 1);
    }

    /// <summary>A line that has asterisks of its own is left without marks, for they would be taken for more.</summary>
    private static string Line(string text, List<bool> bold)
    {
        var words = Enumerable.Range(0, text.Length).Where(at => !char.IsWhiteSpace(text[at])).ToList();
        if (words.TrueForAll(at => bold[at]) || text.Contains('*', StringComparison.Ordinal))
        {
            return text;
        }

        var (marked, at) = (new StringBuilder(), 0);
        for (var word = 0; word < words.Count; word++)
        {
            var (first, last) = (word == 0 || !bold[words[word - 1]], word == words.Count - 1 || !bold[words[word + 1]]);
            if (!bold[words[word]])
            {
                continue;
            }

            if (first)
            {
                marked.Append(text, at, words[word] - at).Append(On);
                at = words[word];
            }

            if (last)
            {
                marked.Append(text, at, words[word] + 1 - at).Append(Off);
                at = words[word] + 1;
            }
        }

        return marked.Append(text, at, text.Length - at).ToString();
    }
}
