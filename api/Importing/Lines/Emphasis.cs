using System.Text;
using System.Text.RegularExpressions;

namespace OpenMinutes.Importing;

/// <summary>A stretch of a paragraph that is bold.</summary>
/// <param name="start">Where it begins.</param>
internal sealed class Bold(int start)
{
    public int Start => start;

    public int End { get; set; }

    /// <summary>The lines it comes from, each as often as a pair of asterisks stood there; none where the container prints it bold.</summary>
    public List<int> Lines { get; } = [];
}

/// <summary>
/// Bold (**…**) is no part of the text that is read: 主席 is a label whether it is bold or not. It comes back where the record may have it, in a clause's text;
/// elsewhere its asterisks are told as furniture.
/// </summary>
internal static partial class Emphasis
{
    /// <summary>Takes the pairs of asterisks out of a line.</summary>
    public static SourceLine Take(SourceLine line)
    {
        if (!line.Text.Contains("**", StringComparison.Ordinal))
        {
            return line;
        }

        var (text, bold, at) = (new StringBuilder(), new List<(int, int)>(), 0);
        foreach (Match pair in Pair().Matches(line.Text))
        {
            text.Append(line.Text, at, pair.Index - at);
            bold.Add((text.Length, pair.Length - 4));
            text.Append(line.Text, pair.Index + 2, pair.Length - 4);
            at = pair.Index + pair.Length;
        }

        return line with { Text = text.Append(line.Text, at, line.Text.Length - at).ToString(), Bold = bold };
    }

    /// <summary>A passage with its bold marked; what was marked is told.</summary>
    public static string Mark(Passage passage, Action<Bold> marked)
    {
        var text = passage.Text;
        foreach (var bold in passage.Source.Bold.Reverse())
        {
            var (start, end) = (Math.Max(bold.Start - passage.Start, 0), Math.Min(bold.End - passage.Start, passage.Length));
            if (end > start && text.AsSpan(start, end - start).Trim() is { Length: > 0 } inside)
            {
                start += end - start - text.AsSpan(start, end - start).TrimStart().Length;
                text = $"{text.AsSpan(0, start)}**{inside}**{text.AsSpan(start + inside.Length)}";
                marked(bold);
            }
        }

        return text;
    }

    /// <summary>Tells the asterisks that did not come back.</summary>
    public static void Tell(IEnumerable<Bold> bold, IReadOnlySet<Bold> kept, FurnitureLog furniture)
    {
        foreach (var stretch in bold)
        {
            foreach (var line in kept.Contains(stretch) ? stretch.Lines.Skip(1) : stretch.Lines)
            {
                Tell(line, furniture);
            }
        }
    }

    /// <summary>Tells the asterisks of a line that is taken away.</summary>
    public static void Tell(SourceLine line, FurnitureLog furniture)
    {
        for (var pair = 0; pair < line.Bold.Count && !line.IsTypeset; pair++)
        {
            Tell(line.Number, furniture);
        }
    }

    private static void Tell(int line, FurnitureLog furniture)
    {
        furniture.Add(FurnitureKind.Markup, "**", line);
        furniture.Add(FurnitureKind.Markup, "**", line);
    }

    [GeneratedRegex(@"\*\*(?=\S)(.+?)(?<=\S)\*\*", RegexOptions.CultureInvariant)]
    private static partial Regex Pair();
}
