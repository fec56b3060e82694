using System.Collections.Frozen;
using System.Text.RegularExpressions;

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
internal static partial class Labels
{
    private const int Longest = 24;

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
        if (text is ['【', ..])
        {
            return InBrackets(text);
        }

        // 參 begins 參加人員, and is a number.
        return (text.Length > 0 && First.Contains(text[0]) ? Find(text, 0, loose) : null)
            ?? (Marks.Read(text) is { Style.IsBullet: false } mark ? Find(text, mark.Length, loose) : null);
    }

    /// <summary>【決議】 with or without a colon behind it.</summary>
    private static Label? InBrackets(string text)
    {
        var end = text.AsSpan(0, Math.Min(Longest, text.Length)).IndexOf('】');
        if (end < 2 || !Lookup.TryGetValue(Glyphs.Squeeze(text.AsSpan(1, end - 1)), out var name))
        {
            return null;
        }

        var colon = end + 1 < text.Length && text[end + 1] is '：' or ':' ? end + 2 : end + 1;
        return Create(text, name, end + 1, colon, stripColon: false);
    }

    private static Label? Find(string text, int start, bool loose)
    {
        Span<char> squeezed = stackalloc char[Longest];
        var length = 0;
        Label? candidate = null;
        for (var at = start; at <= text.Length; at++)
        {
            var c = at < text.Length ? text[at] : '\n';
            if (c is '：' or ':' or '︰')
            {
                return NameOf(squeezed[..length]) is { } name ? Create(text, name, at, at + 1, c == '：') : candidate;
            }

            if (char.IsWhiteSpace(c))
            {
                if (loose && length > 0 && Lookup.TryGetValue(squeezed[..length], out var name) && KindOf(name) == LabelKind.Head && squeezed[..length] is not ("會議紀錄" or "會議記錄"))
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

    /// <summary>What a word before a colon is: as the table says, else by how labels of persons are made.</summary>
    private static string? NameOf(ReadOnlySpan<char> word)
    {
        if (Lookup.TryGetValue(word, out var name))
        {
            return name;
        }

        if (word is [.., '）' or ')'] && word.IndexOfAny('（', '(') is > 1 and var bracket && Lookup.TryGetValue(word[..bracket], out var bare) && KindOf(bare) == LabelKind.Head)
        {
            return bare;
        }

        return word.Length < 4 || !Persons().IsMatch(word) ? null : word[0] switch
        {
            '列' or '應' => "observer",
            '出' when word[1] != '席' => "unspecified",
            '請' => "leave",
            '缺' or '未' => "absent",
            _ => "attendee",
        };
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
        "decision" or "resolution" or "review" or "conclusion" or "instruction" => LabelKind.Outcome,
        "explanation" => LabelKind.Explanation,
        "reporting" or "proposing" or "organising" or "supporting" => LabelKind.Units,
        "title" => LabelKind.Title,
        "field" => LabelKind.Field,
        _ => LabelKind.Head,
    };

    /// <summary>出席董事, 列席監察人及貴賓, 請假代表, 出（列）席單位人員, 出席委員（依姓氏筆畫排序）.</summary>
    [GeneratedRegex("""
        ^(實際出席|出[、（(]?列[）)]?席|出席|列席|應邀|請假|缺席|未出席|與會|參加)[之的]?
        ([、及暨與和]?(常務|獨立|候補|外聘|外部|府外|府內|校外|校內|董事|監事|監察人|理事|代表|會員|委員|議員|股東|社員|校友|學者|專家|貴賓|來賓|長官|主管|同仁|老師|教師
            |學生|家長|里長|鄰長|村長|幹部|廠商|顧問|機關|單位|人員|團體|業者|民眾|居民|住戶|區分所有權人|者|人))+
        (姓名|名單)?([（(][^（）()]{1,12}[）)])?$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Persons();
}
