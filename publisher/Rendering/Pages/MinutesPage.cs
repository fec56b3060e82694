using System.Globalization;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Text;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Rendering.Pages;

/// <summary>The minutes of one meeting: everything its public edition holds, in the order and with the labels of the source.</summary>
internal sealed class MinutesPage : Page
{
    private MinutesPage(Site site, PublicEdition edition, UnitLinks links, IReadOnlyList<EditionFacts> editions, IReadOnlyList<PublicDirective> directives)
        : base(site, IsSuperseded(edition, editions) ? UrlOf(edition.Series, edition.Key, edition.Edition) : UrlOf(edition.Series, edition.Key))
    {
        var url = UrlOf(edition.Series, edition.Key);
        var notes = new MinutesNotes(site.Texts, edition);
        var head = new MinutesHead(site, edition, links, notes);
        var parts = new MinutesParts(site.Texts, edition, links, notes);
        NoIndex = IsSuperseded(edition, editions);
        CanonicalLink = site.BaseUrl + url;
        AlsoAt = NoIndex ? [] : [UrlOf(edition.Series, edition.Key, edition.Edition)];
        Newest = NoIndex ? NewestOf(site.Texts, editions[^1]) : null;
        Editions = EditionRow.All(site.Texts, editions, edition.Edition);
        Title = edition.Title;
        HeadTitle = Newest is null ? Title : site.Texts.With("minutes.edition", ("title", Title), ("number", Counts.Of(edition.Edition)));
        SeriesName = site.SeriesName(edition.Series);
        SeriesUrl = $"/meetings/{edition.Series}/";
        RegisterUrl = RegisterPage.UrlOf(edition.Series);
        TitleLines = head.Title() is { Length: > 0 } lines ? lines : null;
        Edition = edition.Edition.ToString(CultureInfo.InvariantCulture);
        ChangeNote = edition.ChangeNote;
        Published = edition.PublishedAt is { } at ? Dates.Day(site.Texts, at) : null;
        Description = DescriptionOf(edition);
        Breadcrumbs = Newest is null
            ? [site.Home, new(SeriesName, SeriesUrl), new(edition.Title, null)]
            : [site.Home, new(SeriesName, SeriesUrl), new(edition.Title, url), new(site.Texts.With("common.edition", ("number", Counts.Of(edition.Edition))), null)];
        Metas = MetasOf(site, edition, Canonical, head.Line(HeaderKey.Body) ?? site.SeriesBody(edition.Series), Description);
        Alternates = NoIndex ? null : Views.Of(MinutesTwins.All, twin => new Alternate(url + twin.File, twin.MediaType, site.Texts[twin.Text]));
        Head = head.Lines(TitleLines?.Count ?? 0);
        Attendance = head.Attendance();
        Glance = new MinutesGlance(site.Texts, edition, links, NoIndex ? [] : [.. directives.Where(directive => directive.Origin?.Key == edition.Key)]).Rows();
        Sections = parts.Sections();
        Annexes = parts.Annexes();
        Attachments = parts.Attachments();
        Outline = MinutesParts.Outline(Sections, Annexes);
        Begun = NoIndex ? null : TrackedRow.Begun(site, edition.Key, directives);
        Reviewed = NoIndex ? null : TrackedRow.Reviewed(site, edition.Key, directives);
    }

    public override string Template => "pages/minutes.html";

    public override string Title { get; }

    protected override string HeadTitle { get; }

    public override string Description { get; }

    /// <summary>Whether it is a superseded edition.</summary>
    public override bool NoIndex { get; }

    public override string? CanonicalLink { get; }

    /// <summary>An edition stays where it is when the next one takes its place as the newest.</summary>
    public override IReadOnlyList<string> AlsoAt { get; }

    /// <summary>The edition that supersedes this one.</summary>
    public NewestEdition? Newest { get; }

    /// <summary>All public editions, newest first, where there are several.</summary>
    public IReadOnlyList<EditionRow>? Editions { get; }

    public override IReadOnlyList<Crumb> Breadcrumbs { get; }

    public override IReadOnlyList<Meta> Metas { get; }

    public string SeriesName { get; }

    public string SeriesUrl { get; }

    public IReadOnlyList<TitleLine>? TitleLines { get; }

    public string Edition { get; }

    public string? ChangeNote { get; }

    public DateText? Published { get; }

    public IReadOnlyList<HeadLine> Head { get; }

    public IReadOnlyList<AttendanceTable>? Attendance { get; }

    /// <summary>What became of the items, where there are several.</summary>
    public IReadOnlyList<GlanceRow>? Glance { get; }

    public IReadOnlyList<OutlineEntry> Outline { get; }

    public IReadOnlyList<SectionView> Sections { get; }

    public IReadOnlyList<AnnexView>? Annexes { get; }

    public IReadOnlyList<AttachmentView>? Attachments { get; }

    /// <summary>The public directives that began in the minutes.</summary>
    public IReadOnlyList<TrackedRow>? Begun { get; }

    /// <summary>The public directives that the meeting reviewed. They are what its newest edition says.</summary>
    public IReadOnlyList<TrackedRow>? Reviewed { get; }

    /// <summary>Where the register of directives is.</summary>
    public string RegisterUrl { get; }

    /// <summary>The same minutes for machines; the page's downloads. They are of the newest edition.</summary>
    public override IReadOnlyList<Alternate>? Alternates { get; }

    public Link? Previous { get; private init; }

    public Link? Next { get; private init; }

    /// <summary>Where a meeting's minutes are.</summary>
    public static string UrlOf(string series, string key) => $"/meetings/{series}/{key}/";

    /// <summary>Where one edition of them is, whether or not it is the newest.</summary>
    public static string UrlOf(string series, string key, int edition) =>
        string.Create(CultureInfo.InvariantCulture, $"/meetings/{series}/{key}/v{edition}/");

    /// <param name="site">The site.</param>
    /// <param name="edition">The public edition.</param>
    /// <param name="units">The units that have a page.</param>
    /// <param name="previous">The meeting before it in the series.</param>
    /// <param name="next">The meeting after it in the series.</param>
    /// <param name="editions">All public editions of these minutes in ascending order, where this is not the only one.</param>
    /// <param name="directives">The public directives that began in these minutes or were reviewed there, by number.</param>
    public static MinutesPage Of(
        Site site,
        PublicEdition edition,
        UnitLinks units,
        MeetingTitle? previous = null,
        MeetingTitle? next = null,
        IReadOnlyList<EditionFacts>? editions = null,
        IReadOnlyList<PublicDirective>? directives = null) =>
        new(site, edition, units, editions ?? [], directives ?? []) { Previous = Neighbour(previous), Next = Neighbour(next) };

    private static bool IsSuperseded(PublicEdition edition, IReadOnlyList<EditionFacts> editions) =>
        editions is [.., var newest] && newest.Edition > edition.Edition;

    private static NewestEdition NewestOf(Messages texts, EditionFacts newest) => new(
        newest.Edition.ToString(CultureInfo.InvariantCulture),
        UrlOf(newest.Series, newest.Key),
        Dates.Day(texts, newest.PublishedAt));

    private static Link? Neighbour(MeetingTitle? meeting) => meeting is null ? null : new(meeting.Title, UrlOf(meeting.Series, meeting.Key));

    private static string DescriptionOf(PublicEdition edition)
    {
        var items = edition.Sections.SelectMany(static section => section.Items).Select(static item => item.Title).OfType<string>().ToList();
        var date = Dates.Roc(DateOnly.FromDateTime(edition.Start.DateTime));
        return items.Count == 0 ? $"{date}{edition.Title}" : $"{date}{edition.Title}：{string.Join("、", items)}。";
    }

    private static List<Meta> MetasOf(Site site, PublicEdition edition, string canonical, string body, string description)
    {
        var day = DateOnly.FromDateTime(edition.Start.DateTime);
        var code = site.Settings.OrganisationCode;
        List<Meta> metas =
        [
            new("DC.Title", edition.Title),
            new("DC.Creator", body),
            new("DC.Publisher", body),
            new("DC.Language", "zh-Hant-TW"),
            new("DC.Format", "text/html"),
            new("DC.Identifier", code is null ? canonical : $"{code} {canonical}"),
            new("DC.Coverage.t.min", Dates.Iso(day)),
            new("DC.Coverage.t.max", Dates.Iso(edition.End is { } end ? DateOnly.FromDateTime(end.DateTime) : day)),
            new("DC.Rights", site.LicenceUrl),
            new("DC.Description", description),
            new("DC.Type", site.Texts["minutes.type"]),
            new("DC.Relation", site.BaseUrl + SeriesPage.UrlOf(edition.Series)),
        ];
        if (edition.PublishedAt is { } at)
        {
            metas.Insert(3, new("DC.Date", Dates.Day(site.Texts, at).Iso));
        }

        var category = site.Settings.Category;
        AddIfKnown("Category.Theme", category.Theme);
        AddIfKnown("Category.Cake", category.Cake);
        AddIfKnown("Category.Service", category.Service);
        return metas;

        void AddIfKnown(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                metas.Add(new(name, value));
            }
        }
    }
}
