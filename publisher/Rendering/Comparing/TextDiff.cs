using System.Text;
using System.Text.RegularExpressions;

namespace OpenMinutes.Rendering.Comparing;

/// <summary>
/// What changed in a paragraph, for people to read: by characters for Han, by words and figures for the rest. What the first text keeps and loses is
/// that text, what it keeps and gains is the second.
/// </summary>
internal static partial class TextDiff
{
    /// <summary>A coincidence of so few characters between two changes only tears them apart.</summary>
    private const int Coincidence = 3;

    public static IReadOnlyList<TextEdit> Of(string before, string after)
    {
        var tokens = Tokens(before);
        var others = Tokens(after);
        var edits = new List<TextEdit>();
        var (x, y) = (0, 0);
        foreach (var (kind, length) in Myers.Edits<string>(tokens, others))
        {
            edits.Add(new TextEdit(kind, string.Concat(kind == EditKind.Insert ? others.AsSpan(y, length) : tokens.AsSpan(x, length))));
            x += kind == EditKind.Insert ? 0 : length;
            y += kind == EditKind.Delete ? 0 : length;
        }

        var tidy = Tidy(edits);
        var kept = tidy.Where(static edit => edit.Kind == EditKind.Keep).Sum(static edit => edit.Text.Length);
        return kept * 3 >= Math.Max(before.Length, after.Length) ? tidy : Changed(before, after);
    }

    /// <summary>Takes what is kept between two changes by coincidence into the changes.</summary>
    private static List<TextEdit> Tidy(List<TextEdit> edits)
    {
        var tidy = new List<TextEdit>();
        var (deleted, inserted) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i < edits.Count; i++)
        {
            var (kind, text) = edits[i];
            var isCoincidence = kind == EditKind.Keep && text.Length <= Coincidence
                && text.Length <= Math.Max(deleted.Length, inserted.Length)
                && text.Length <= edits.Skip(i + 1).TakeWhile(static next => next.Kind != EditKind.Keep).Select(static next => next.Text.Length).DefaultIfEmpty(0).Max();
            if (kind == EditKind.Keep && !isCoincidence)
            {
                Settle();
                tidy.Add(edits[i]);
                continue;
            }

            if (kind != EditKind.Insert)
            {
                deleted.Append(text);
            }

            if (kind != EditKind.Delete)
            {
                inserted.Append(text);
            }
        }

        Settle();
        return tidy;

        void Settle()
        {
            tidy.AddRange(Changed(deleted.ToString(), inserted.ToString()));
            deleted.Clear();
            inserted.Clear();
        }
    }

    private static TextEdit[] Changed(string deleted, string inserted) =>
        [.. new TextEdit[] { new(EditKind.Delete, deleted), new(EditKind.Insert, inserted) }.Where(static edit => edit.Text.Length > 0)];

    private static string[] Tokens(string text) => [.. Token().Matches(text).Select(static match => match.Value)];

    // Words of alphabets, figures (1,919,275 and 92.65), white space, and else one character with its marks and variation selectors.
    [GeneratedRegex(@"[\p{Lu}\p{Ll}\p{Lt}\p{M}]+|\p{Nd}+(?:[.,]\p{Nd}+)*|\s+|(?:[\ud800-\udbff][\udc00-\udfff]|.)(?:\p{M}|\udb40[\udd00-\uddef])*", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}

/// <param name="Kind">Whether the text is kept, lost or gained.</param>
/// <param name="Text">The text.</param>
internal sealed record TextEdit(EditKind Kind, string Text);
