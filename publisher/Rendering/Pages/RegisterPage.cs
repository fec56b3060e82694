using System.Globalization;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Text;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Rendering.Pages;

/// <summary>
/// The register of directives of a series: of all, those that are not public too, the figures; of the public ones those that go on, and the way to all others. What grows with the years has pages of
/// its own.
/// </summary>
internal sealed class RegisterPage : Page
{
    public RegisterPage(Site site, RegisterFacts register)
        : base(site, site.Root + UrlOf(register.Names.Series.Slug))
    {
        var series = register.Names.Series;
        Title = TitleOf(site, series);
        Description = site.Texts.With("directives.series_description", ("body", series.Body), ("series", series.Name));
        Breadcrumbs = [.. Above(site), new(series.Name, null, site.MinutesLanguage)];
        SeriesName = series.Name;
        SeriesUrl = site.Root + SeriesPage.UrlOf(series.Slug);
        Figures = register.Figures is { } figures ? RegisterView.Of(site, register, figures) : null;
        Years = YearsOf(register.Figures) is { Count: > 1 } years
            ? [.. years.Select(year => new Link(Dates.Year(site.Texts, year), site.Root + RegisterYearPage.UrlOf(series.Slug, year)))]
            : null;
        Alternates = register.Figures is null ? null : [new(RegisterData.FiguresUrlOf(series.Slug), "application/json", site.Texts["data.register_figures"])];
        Open = DirectiveRow.DueFirst(site, register.Names, register.Open, register.Figures?.Day);
        Cases = register.Cases.Count == 0 ? null : [.. register.Cases.Reverse().Select(range => new Link(CasesPage.NameOf(site, range), site.Root + CasesPage.UrlOf(range)))];
    }

    public override string Template => "pages/register.html";

    public override bool IsTranslated => true;

    public override string Title { get; }

    public override string Description { get; }

    public override IReadOnlyList<Crumb> Breadcrumbs { get; }

    public override IReadOnlyList<Alternate>? Alternates { get; }

    public string SeriesName { get; }

    public string SeriesUrl { get; }

    public RegisterView? Figures { get; }

    /// <summary>The years of meetings, newest first, where there are several.</summary>
    public IReadOnlyList<Link>? Years { get; }

    /// <summary>The public directives that go on, what is due first before the others.</summary>
    public IReadOnlyList<DirectiveRow>? Open { get; }

    /// <summary>The pages of all public directives, the newest first.</summary>
    public IReadOnlyList<Link>? Cases { get; }

    public static string UrlOf(string series) => $"/directives/{series}/";

    internal static string TitleOf(Site site, SeriesFacts series) => site.Texts.With("directives.series_title", ("series", series.Name));

    internal static IReadOnlyList<Crumb> Above(Site site) => [site.Home, new(site.Texts["directives.title"], site.Root + "/directives/")];

    internal static IReadOnlyList<Crumb> Below(Site site, SeriesFacts series) => [.. Above(site), new(series.Name, site.Root + UrlOf(series.Slug), site.MinutesLanguage)];

    /// <summary>The years that have a page of meetings, newest first.</summary>
    internal static IReadOnlyList<int> YearsOf(PublicRegister? figures) => figures is null ? [] : [.. figures.Meetings.Select(static meeting => meeting.Day.Year).Distinct().OrderDescending()];
}

/// <summary>What the meetings of a year did to the directives of a series.</summary>
internal sealed class RegisterYearPage : Page
{
    public RegisterYearPage(Site site, RegisterNames names, PublicRegister figures, int year)
        : base(site, site.Root + UrlOf(names.Series.Slug, year))
    {
        var name = Dates.Year(site.Texts, year);
        Title = site.Texts.With("common.of_year", ("name", RegisterPage.TitleOf(site, names.Series)), ("year", name));
        Description = site.Texts.With("directives.year_description", ("body", names.Series.Body), ("series", names.Series.Name), ("year", name));
        Breadcrumbs = [.. RegisterPage.Below(site, names.Series), new(name, null)];
        SeriesName = names.Series.Name;
        RegisterUrl = site.Root + RegisterPage.UrlOf(names.Series.Slug);
        Year = name;
        Meetings = RegisterMeetingView.NewestFirst(site, names, figures.Meetings.Where(meeting => meeting.Day.Year == year));
    }

    public override string Template => "pages/register-year.html";

    public override bool IsTranslated => true;

    public override string Title { get; }

    public override string Description { get; }

    public override IReadOnlyList<Crumb> Breadcrumbs { get; }

    public string SeriesName { get; }

    public string RegisterUrl { get; }

    public string Year { get; }

    public IReadOnlyList<RegisterMeetingView> Meetings { get; }

    public static string UrlOf(string series, int year) => string.Create(CultureInfo.InvariantCulture, $"/directives/{series}/{year:0000}/");
}

/// <summary>The public directives of a range of numbers, each with its reviews.</summary>
internal sealed class CasesPage : Page
{
    public CasesPage(Site site, RegisterNames names, CaseRange range, IReadOnlyList<PublicDirective> directives)
        : base(site, site.Root + UrlOf(range))
    {
        var cases = NameOf(site, range);
        Title = site.Texts.With("directives.cases_title", ("register", RegisterPage.TitleOf(site, names.Series)), ("cases", cases));
        Description = site.Texts.With("directives.cases_description", ("body", names.Series.Body), ("series", names.Series.Name), ("cases", cases));
        Breadcrumbs = [.. RegisterPage.Below(site, names.Series), new(cases, null)];
        SeriesName = names.Series.Name;
        RegisterUrl = site.Root + RegisterPage.UrlOf(names.Series.Slug);
        Cases = cases;
        Alternates = [new(RegisterData.UrlOf(range, "csv"), "text/csv", "CSV"), new(RegisterData.UrlOf(range, "jsonl"), "application/jsonl", "JSON Lines")];
        Directives = [.. directives.Select(directive => DirectiveView.Of(site, names, directive))];
    }

    public override string Template => "pages/register-cases.html";

    public override bool IsTranslated => true;

    public override string Title { get; }

    public override string Description { get; }

    public override IReadOnlyList<Crumb> Breadcrumbs { get; }

    public string SeriesName { get; }

    public string RegisterUrl { get; }

    public override IReadOnlyList<Alternate> Alternates { get; }

    /// <summary>第1至100案.</summary>
    public string Cases { get; }

    public IReadOnlyList<DirectiveView> Directives { get; }

    public static string UrlOf(CaseRange range) => $"{RegisterPage.UrlOf(range.Series)}{range.Name}/";

    /// <summary>Where a directive is.</summary>
    public static string UrlOf(string series, int number) => $"{UrlOf(CaseRange.Of(series, number))}#{DirectiveView.AnchorOf(number)}";

    public static string NameOf(Site site, CaseRange range) => site.Texts.With("directives.range", ("first", Counts.Of(range.First)), ("last", Counts.Of(range.Last)));
}
