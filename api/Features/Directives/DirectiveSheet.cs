using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives;

/// <summary>Directives as the rows of a table: one for each unit of each.</summary>
internal static class DirectiveSheet
{
    /// <summary>The names of the columns for programs.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "id", "series", "originRecord", "originAnchor", "text", "unit", "role", "unitState", "percent", "note", "state", "due", "currentDue", "overdue", "disclosure", "publicNumber",
    ];

    /// <summary>The headings of the columns for people.</summary>
    public static IReadOnlyList<string> Headings { get; } =
    [
        "編號", "會議", "起始紀錄", "起始段落", "指（裁）示事項", "單位", "主／協辦", "單位狀態", "進度（%）", "辦理情形", "列管狀態", "原定期限", "現行期限", "逾期", "公開程度", "公開序號",
    ];

    public static IReadOnlyList<IReadOnlyList<SheetCell>> Of(IReadOnlyList<DirectiveEntry> directives, IReadOnlyList<string> heads)
    {
        var isForPeople = ReferenceEquals(heads, Headings);
        return
        [
            [.. heads.Select(static head => SheetCell.Of(head))],
            .. directives.SelectMany(static directive => directive.Units, (directive, unit) => Row(directive, unit, isForPeople)),
        ];
    }

    private static IReadOnlyList<SheetCell> Row(DirectiveEntry directive, DirectiveUnit unit, bool isForPeople) =>
    [
        SheetCell.Of(directive.Id),
        SheetCell.Of(directive.Series),
        SheetCell.Of(directive.Origin?.Record),
        SheetCell.Of(directive.Origin?.Anchor),
        SheetCell.Of(directive.Text),
        SheetCell.Of(unit.Name),
        SheetCell.Of(isForPeople ? unit.Role == DirectiveRole.Lead ? "主辦" : "協辦" : DirectiveProjection.Written(unit.Role)),
        SheetCell.Of(isForPeople ? Chinese(unit.State) : DirectiveProjection.Written(unit.State)),
        SheetCell.Of(unit.Percent),
        SheetCell.Of(unit.Note),
        SheetCell.Of(isForPeople ? Chinese(directive.State) : DirectiveProjection.Written(directive.State)),
        SheetCell.Of(directive.Due),
        SheetCell.Of(directive.CurrentDue),
        SheetCell.Of((isForPeople, directive.Overdue) switch
        {
            (true, var overdue) => overdue ? "是" : "否",
            (false, var overdue) => overdue ? "true" : "false",
        }),
        SheetCell.Of(isForPeople ? Chinese(directive.Disclosure?.Level) : DirectiveProjection.Written(directive.Disclosure?.Level ?? DisclosureLevel.Withheld)),
        SheetCell.Of(directive.PublicNumber),
    ];

    private static string Chinese(DirectiveState state) => state switch
    {
        DirectiveState.Pending => "待處理",
        DirectiveState.Proposed => "待解列",
        _ => "已解列",
    };

    private static string Chinese(DisclosureLevel? level) => level switch
    {
        DisclosureLevel.Public => "公開",
        DisclosureLevel.Summary => "摘要",
        _ => "不公開",
    };
}
