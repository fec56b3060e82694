using System.Text.RegularExpressions;

namespace OpenMinutes.Importing;

/// <summary>
/// Knows a transcript: names as headings in Markdown (### 唐鳳：), or so many short lines with a colon that the same names come again and again.
/// </summary>
internal static partial class Turns
{
    private const int Fewest = 3;

    public static void Mark(IReadOnlyList<Paragraph> paragraphs)
    {
        var headings = paragraphs.Where(paragraph => paragraph.Heading >= 3 && Name().IsMatch(paragraph.Text)).ToList();
        var names = headings.Count >= Fewest ? headings : Repeated(paragraphs);
        foreach (var turn in names)
        {
            turn.IsTurn = true;
        }
    }

    private static List<Paragraph> Repeated(IReadOnlyList<Paragraph> paragraphs)
    {
        var names = paragraphs.Where(paragraph => Name().IsMatch(paragraph.Text) && Labels.Find(paragraph.Text) is null && Headings.Find(paragraph.Text) is null && Marks.Read(paragraph.Text) is null).ToList();
        var times = names.GroupBy(name => Bare(name.Text)).ToDictionary(group => group.Key, group => group.Count());
        return names.Count >= 2 * Fewest && names.Count * 6 >= paragraphs.Count && times.Count * 2 <= names.Count
            ? names.FindAll(name => times[Bare(name.Text)] > 1 || IsSomebody(Bare(name.Text)))
            : [];
    }

    private static string Bare(string name) => name.TrimEnd('：', ':');

    private static bool IsSomebody(string name) => PersonReader.Read(name).Title is not null || PersonReader.StartsWithSurname(name) || PersonReader.EndsUnit(name);

    [GeneratedRegex(@"^[^：:，。；、？！]{1,30}[：:]$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
