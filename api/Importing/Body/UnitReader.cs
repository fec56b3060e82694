using System.Text.RegularExpressions;
using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>Units of a part: （報告單位：數位策略司） behind its line, or 報告單位：各單位 on a line of their own.</summary>
internal static partial class UnitReader
{
    /// <summary>Takes the units off the end of a line.</summary>
    public static Passage TakeFrom(Passage line, List<Unit> units)
    {
        var found = new List<Unit>();
        while (AtEnd().Match(line.Text) is { Success: true } match && Labels.Find(match.Groups["label"].Value + "：") is { Kind: LabelKind.Units } label)
        {
            found.InsertRange(0, Read(match.Groups["bracket"].Value, label, match.Groups["names"].Value));
            line = line.Slice(0, match.Index).Trim();
        }

        units.AddRange(found);
        return line;
    }

    /// <summary>The units of a line that says nothing else; null if it does.</summary>
    public static IReadOnlyList<Unit>? OnLine(Passage line)
    {
        if (Labels.Find(line.Text) is { Kind: LabelKind.Units } label && label.Length < line.Length)
        {
            return [new Unit { Role = RoleOf(label), Name = line.Text[label.Length..].Trim(), AsWritten = line.Text }];
        }

        var units = new List<Unit>();
        return TakeFrom(line, units).IsEmpty && units.Count > 0 ? units : null;
    }

    private static List<Unit> Read(string bracket, Label label, string names)
    {
        var role = RoleOf(label);
        var units = names.Split('、').Select(name => new Unit { Role = role, Name = name.Trim() }).ToList();
        return units.All(unit => unit.Name.Length > 0) && Glyphs.Squeeze(Printed.Units(units)) == Glyphs.Squeeze(bracket)
            ? units
            : [new Unit { Role = role, Name = names.Trim(), AsWritten = bracket }];
    }

    private static UnitRole RoleOf(Label label) => label.Name switch
    {
        "reporting" => UnitRole.Reporting,
        "proposing" => UnitRole.Proposing,
        "supporting" => UnitRole.Supporting,
        _ => UnitRole.Organising,
    };

    [GeneratedRegex(@"(?<bracket>[（(〔【]\s*(?<label>[^（）()：:]{2,8})[：:](?<names>[^（）()]{1,200})[）)〕】])\s*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.RightToLeft)]
    private static partial Regex AtEnd();
}
