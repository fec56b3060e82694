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
        var months = ChangeFeed.Months(ChangeFeed.Changes(Editions, Meetings));
        return
        [
            HomePage.Of(site, Meetings, [RenderingBed.Unit], months.SelectMany(static month => month.Changes), Corrected, RenderingBed.Units),
            SeriesPage.Of(site, RenderingBed.Series, Meetings),
            MinutesPage.Of(site, Corrected, RenderingBed.Units, Meetings[1], editions: Editions),
            MinutesPage.Of(site, RenderingBed.Edition, RenderingBed.Units, Meetings[1], editions: Editions),
            DiffPage.Of(site, RenderingBed.Edition, Corrected, Editions),
            UnitPage.Of(site, RenderingBed.Unit, [RenderingBed.Appearance(Meetings[0]), RenderingBed.Appearance(Meetings[1])]),
            WithdrawnPage.Of(site, Withdrawn),
            ChangesPage.Of(site, months, Meetings),
            new DataPage(site, SeriesYear.Of([RenderingBed.Series], Meetings)),
            SearchPage.Of(site, Meetings, [RenderingBed.Unit], static _ => RenderingBed.Units),
            new SiteMapPage(site, [RenderingBed.Unit]),
            new AboutPage(site),
            DesignPage.Of(site, RenderingBed.Files),
            new NotFoundPage(site),
        ];
    }
}
