using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>追蹤列管: the registers of directives, one for each series that has one.</summary>
internal sealed class DirectivesPage(Site site, IReadOnlyList<RegisterSummary> registers) : Page(site, site.Root + Path)
{
    /// <summary>How many directives of a register are shown; the others are on its own page.</summary>
    public const int MostShown = 10;

    private const string Path = "/directives/";

    public override string Template => "pages/directives.html";

    public override bool IsTranslated => true;

    public override string Title => Texts["directives.title"];

    public override string Description => Texts["directives.description"];

    public override IReadOnlyList<Crumb> Breadcrumbs => [Site.Home, new(Title, null)];

    /// <summary>null where there are none.</summary>
    public IReadOnlyList<RegisterSection>? Registers { get; } = registers.Count == 0 ? null : [.. registers.Select(register => RegisterSection.Of(site, register))];
}

/// <param name="Id">The anchor.</param>
/// <param name="Register">How much is in the register, and where it is.</param>
/// <param name="Open">The public directives that are due first, with their reviews; null where none is open.</param>
internal sealed record RegisterSection(string Id, RegisterRow Register, IReadOnlyList<DirectiveRow>? Open)
{
    public static RegisterSection Of(Site site, RegisterSummary register) => new(
        "register-" + register.Totals.Series,
        RegisterRow.Of(site, register.Totals),
        DirectiveRow.WithReviews(site, register.Names, register.DueFirst, register.Totals.Figures?.Day));
}


/// <param name="Href">Where the register is.</param>
/// <param name="Series">The name of the series.</param>
/// <param name="Shown">How many of its directives are public.</param>
/// <param name="Open">How many go on, where figures are known.</param>
/// <param name="Overdue">How many of them are overdue.</param>
/// <param name="Day">The day for which that holds.</param>
internal sealed record RegisterRow(string Href, string Series, string Shown, string? Open, string? Overdue, DateText? Day)
{
    /// <summary>null where there are none.</summary>
    public static IReadOnlyList<RegisterRow>? All(Site site, IReadOnlyList<RegisterTotals> registers) => registers.Count == 0 ? null : [.. registers.Select(register => Of(site, register))];

    public static RegisterRow Of(Site site, RegisterTotals register) => new(
        site.Root + RegisterPage.UrlOf(register.Series),
        site.SeriesName(register.Series),
        Counts.Of(register.Shown),
        register.Figures is { } figures ? Counts.Of(figures.Open) : null,
        register.Figures is { } known ? Counts.Of(known.Overdue) : null,
        register.Figures is { } dated ? Dates.Day(site.Texts, dated.Day) : null);
}
