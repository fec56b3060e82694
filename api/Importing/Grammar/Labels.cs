using System.Collections.Frozen;

namespace OpenMinutes.Importing;

/// <summary>What a label of the grammar is for.</summary>
internal enum LabelKind
{
    Head,
    Outcome,
    Explanation,
    Units,
    Title,
    Field,
}

/// <summary>A label at the head of a paragraph.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Name">The kind in the table: date, chair, resolution, …</param>
/// <param name="Printed">The label as the model has it: as printed, without a final full-width colon.</param>
/// <param name="Length">How many characters it takes, colon and white space behind it included.</param>
internal sealed record Label(LabelKind Kind, string Name, string Printed, int Length);

/// <summary>The labels of minutes: <c>時間：</c>, <c>主　　席　</c>, <c>一、地 點：</c>, <c>決議:</c>. Which there are is the table labels.txt.</summary>
internal static class Labels
{
    private const int Longest = 16;

    private static readonly FrozenDictionary<string, string> Names = Tables.Words("labels.txt").ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Names.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<char> First = [.. Names.Keys.Select(name => name[0])];

    /// <summary>The label at the start of a text, with its colon.</summary>
    public static Label? Find(string text) => Find(text, loose: false);

    /// <summary>The label at the start of a line of the head, where white space or the line's end may stand for the colon.</summary>
    public static Label? FindInHead(string text) => Find(text, loose: true);

    /// <summary>Whether two lines have the two halves of a label: 主⏎席：, 一、時⏎間：.</summary>
    public static bool IsBroken(string line, string next)
    {
        var half = Glyphs.Squeeze(line.AsSpan(Marks.Read(line)?.Length ?? 0));
        return half.Length is > 0 and <= 3 && First.Contains(half[0]) && FindInHead(line) is null
            && FindInHead(half + next) is { } label && label.Printed.Length > half.Length;
    }

    private static Label? Find(string text, bool loose)
    {
        var start = text.Length > 0 && First.Contains(text[0]) ? 0 : Marks.Read(text) is { Style.IsBullet: false } mark ? mark.Length : 0;
        Span<char> squeezed = stackalloc char[Longest];
        var length = 0;
        Label? candidate = null;
        for (var at = start; at <= text.Length; at++)
        {
            var c = at < text.Length ? text[at] : '\n';
            if (c is '：' or ':' or '︰')
            {
                return Lookup.TryGetValue(squeezed[..length], out var name) ? Create(text, name, at, at + 1, c == '：') : candidate;
            }

            if (char.IsWhiteSpace(c))
            {
                if (loose && length > 0 && Lookup.TryGetValue(squeezed[..length], out var name) && KindOf(name) == LabelKind.Head)
                {
                    candidate = Create(text, name, at, at, stripColon: false);
                }
            }
            else if (length == Longest || (length == 0 && !First.Contains(c)))
            {
                return candidate;
            }
            else
            {
                squeezed[length++] = c;
            }
        }

        return candidate;
    }

    private static Label Create(string text, string name, int end, int next, bool stripColon)
    {
        var printed = text[..(stripColon ? end : next)].TrimEnd();
        while (next < text.Length && char.IsWhiteSpace(text[next]))
        {
            next++;
        }

        return new Label(KindOf(name), name, printed, next);
    }

    private static LabelKind KindOf(string name) => name switch
    {
        "decision" or "resolution" or "conclusion" or "instruction" => LabelKind.Outcome,
        "explanation" => LabelKind.Explanation,
        "reporting" or "proposing" or "organising" or "supporting" => LabelKind.Units,
        "title" => LabelKind.Title,
        "field" => LabelKind.Field,
        _ => LabelKind.Head,
    };
}
