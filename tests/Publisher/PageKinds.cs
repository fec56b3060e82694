using OpenMinutes.Contracts;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Tests.Publisher;

/// <summary>A page of every kind, each with all that its kind can show.</summary>
internal static class PageKinds
{
    public static readonly MeetingFacts Withdrawn = RenderingBed.Meeting(15) with { WithdrawnAt = RenderingBed.Published, WithdrawalReason = "誤植附件。" };

    private static readonly MeetingFacts[] Meetings =
        [RenderingBed.Meeting(18) with { Edition = 2 }, RenderingBed.Meeting(17), Withdrawn, RenderingBed.Meeting(5)];

    private static readonly MeetingFacts Earlier = RenderingBed.Meeting(4) with { Key = "2023-004", HeldOn = new DateOnly(2023, 9, 21), Start = RenderingBed.Record.Start.AddYears(-2) };

    private static readonly PendingMeeting[] Pending = [new() { HeldOn = new DateOnly(2025, 12, 26) }, new() { Number = 19, HeldOn = new DateOnly(2025, 12, 18) }];

    private static readonly PublicEdition Corrected = RenderingBed.Edition with
    {
        Edition = 2,
        ChangeNote = "更正案由二之用語。",
        Errata = [new Erratum { Anchor = "reports-2-o-2", Text = "「國際司」應為「數位國際司」。", Date = new DateOnly(2025, 12, 20) }],
        Sections = [.. RenderingBed.Edition.Sections.Select(static section => section.Id == "discussion"
            ? section with { Disclosure = new Disclosure { Level = DisclosureLevel.Withheld, Ground = Ground.PreDecision } }
            : section)],
    };

    private static readonly EditionFacts[] Editions = [.. new[] { RenderingBed.Edition, Corrected }.Select(static edition => new EditionFacts
    {
        Series = edition.Series, Key = edition.Key, Edition = edition.Edition, PublishedAt = edition.PublishedAt!.Value.AddDays(edition.Edition), ChangeNote = edition.ChangeNote,
    })];

    private static readonly MeetingTitle Previous = new(Meetings[1].Series, Meetings[1].Key, Meetings[1].Title);

    private static readonly SitePerson Person = new() { Slug = "niu-xin-ren", Name = "牛信仁" };

    private static readonly PresenceFacts[] Presences =
    [
        new(Meetings[0], RenderingBed.Edition.Attendance.Single(static attendee => attendee.Name == "牛信仁"), IsDeputy: false),
        new(Meetings[1], new PublicAttendee { Id = "a-1", Role = AttendeeRole.Chair, Name = "牛信仁", Title = "司長" }, IsDeputy: false),
        new(Meetings[1], new PublicAttendee { Id = "a-2", Role = AttendeeRole.Attendee, Name = "陳坤中", Title = "高級分析師", Status = AttendanceStatus.Represented }, IsDeputy: true),
    ];

    public static IReadOnlyList<Page> All { get; } =
    [
        MinutesPage.Of(RenderingBed.Site, Corrected, RenderingBed.Links, Previous, editions: Editions, directives: [RegisterPageTests.Tracked("請國際司研議跨境互通測試。")]),
        MinutesPage.Of(RenderingBed.Site, RenderingBed.Edition, RenderingBed.Links, Previous, editions: Editions),
        DiffPage.Of(RenderingBed.Site, RenderingBed.Edition, Corrected, Editions),
        WithdrawnPage.Of(RenderingBed.Site, Withdrawn),
        DesignPage.Of(RenderingBed.Site, RenderingBed.Files),
        new NotFoundPage(RenderingBed.Site),
        .. Translated(RenderingBed.Site),
        .. Translated(RenderingBed.English),
    ];

    /// <summary>A month that is not cut.</summary>
    /// <param name="month">2025-12.</param>
    /// <param name="changes">Newest first.</param>
    public static ChangePart Whole(string month, IReadOnlyList<Change> changes)
    {
        var cut = new MonthCut(month, changes.Count, MonthCut.UsualSize);
        return new ChangePart(cut, cut.Newest, changes);
    }

    /// <summary>The kinds of page that are there in every language.</summary>
    public static Page[] Translated(Site site)
    {
        var years = RenderingBed.Years([.. Meetings, Earlier]);
        AppearanceFacts[] appearances = [RenderingBed.Appearance(Meetings[0]), RenderingBed.Appearance(Meetings[1])];
        var data = SeriesYear.Of(RenderingBed.Series, years);
        Change[] changes =
        [
            new(ChangeKind.Erratum, "supervisors", "2025-018", Corrected.Title, 2, RenderingBed.Published.AddDays(20)),
            new(ChangeKind.Correct, "supervisors", "2025-018", Corrected.Title, 2, RenderingBed.Published.AddDays(2)),
            new(ChangeKind.Withdraw, "supervisors", Withdrawn.Key, Withdrawn.Title, null, RenderingBed.Published.AddDays(1)),
            new(ChangeKind.Publish, "supervisors", "2025-018", Corrected.Title, 1, RenderingBed.Published),
        ];
        RegisterTotals[] registers = [new("supervisors", 2, [RegisterPageTests.Range], RegisterPageTests.Figures)];
        var month = Whole("2025-12", changes);
        var cut = new MonthCut("2025-11", Changes: 11, Size: 2);
        Change[] earlier = [.. changes.Select(static change => change with { At = change.At.AddMonths(-1) })];
        return
        [
            HomePage.Of(site, Meetings, [RenderingBed.Unit], changes[..3], Corrected, RenderingBed.Links, registers),
            SeriesPage.Of(site, RenderingBed.Series, years, [.. Meetings.Where(static meeting => meeting.HeldOn.Year == 2025)], Pending, hasRegister: true),
            SeriesYearPage.Of(site, RenderingBed.Series, years[^1], [Earlier]),
            UnitPage.Of(site, RenderingBed.Unit, [2025, 2023], appearances, ChartTests.Figures, hasDirectives: true),
            RegisterPageTests.OfUnit(site, "請國際司研議跨境互通測試。"),
            UnitYearPage.Of(site, RenderingBed.Unit, 2025, appearances, new MeetingRows(site)),
            new PersonPage(site, Person, [2025, 2023], Presences),
            new PersonYearPage(site, Person, 2025, Presences),
            new DirectivesPage(site, [RegisterPageTests.Summary]),
            new RegisterPage(site, RegisterPageTests.Register),
            new RegisterYearPage(site, RegisterPageTests.Names, RegisterPageTests.Figures, 2025),
            RegisterPageTests.Cases(site, "請國際司研議跨境互通測試。"),
            ChangesPage.Of(site, changes, [month.Facts]),
            new ChangesMonthPage(site, month),
            new ChangesMonthPage(site, new ChangePart(cut, cut.Newest, earlier[..3])),
            new ChangesMonthPage(site, new ChangePart(cut, 2, earlier[2..])),
            new DataPage(site, [SeriesData.Of(data)]),
            new DataSeriesPage(site, data, new RegisterData("supervisors", [RegisterPageTests.Range], HasFigures: true)),
            SearchPage.Of(site, [2025, 2023], [RenderingBed.Unit], static _ => RenderingBed.Units),
            new SiteMapPage(site, [RenderingBed.Unit], registers),
            new AboutPage(site),
            new VerifyPage(site, "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAwLIeNDstkvamvuWnYi/tjDLndP+V6ap/PMGe6Ct/W2E=\n-----END PUBLIC KEY-----\n"),
        ];
    }
}
