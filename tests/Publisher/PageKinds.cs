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

    public static IReadOnlyList<Page> All { get; } = Pages(RenderingBed.Site);

    private static Page[] Pages(Site site)
    {
        var years = RenderingBed.Years([.. Meetings, Earlier]);
        AppearanceFacts[] appearances = [RenderingBed.Appearance(Meetings[0]), RenderingBed.Appearance(Meetings[1])];
        var data = SeriesYear.Of(RenderingBed.Series, years);
        var months = ChangeFeed.Months(ChangeFeed.Changes(Editions, Meetings));
        return
        [
            HomePage.Of(site, Meetings, [RenderingBed.Unit], months.SelectMany(static month => month.Changes), Corrected, RenderingBed.Units),
            SeriesPage.Of(site, RenderingBed.Series, years, [.. Meetings.Where(static meeting => meeting.HeldOn.Year == 2025)]),
            SeriesYearPage.Of(site, RenderingBed.Series, years[^1], [Earlier]),
            MinutesPage.Of(site, Corrected, RenderingBed.Units, Meetings[1], editions: Editions),
            MinutesPage.Of(site, RenderingBed.Edition, RenderingBed.Units, Meetings[1], editions: Editions),
            DiffPage.Of(site, RenderingBed.Edition, Corrected, Editions),
            UnitPage.Of(site, RenderingBed.Unit, [2025, 2023], appearances),
            UnitYearPage.Of(site, RenderingBed.Unit, 2025, appearances),
            WithdrawnPage.Of(site, Withdrawn),
            ChangesPage.Of(site, months.SelectMany(static month => month.Changes), [.. months.Select(static month => month.Facts)]),
            new ChangesMonthPage(site, months[0]),
            new DataPage(site, [SeriesData.Of(data)]),
            new DataSeriesPage(site, data),
            SearchPage.Of(site, [2025, 2023], [RenderingBed.Unit], static _ => RenderingBed.Units),
            new SiteMapPage(site, [RenderingBed.Unit]),
            new AboutPage(site),
            DesignPage.Of(site, RenderingBed.Files),
            new NotFoundPage(site),
        ];
    }
}
