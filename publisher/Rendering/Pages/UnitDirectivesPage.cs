using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>The directives that were given to a unit, by register: the public ones that go on, those released last, and how many that are not public it leads, unless that could tell of one.</summary>
internal sealed class UnitDirectivesPage : Page
{
    /// <summary>How many released directives of a register are shown.</summary>
    public const int NewestReleased = 30;

    public UnitDirectivesPage(Site site, UnitFacts unit, IReadOnlyList<UnitRegister> registers)
        : base(site, site.Root + UrlOf(unit.Slug))
    {
        Title = site.Texts.With("unit.directives_title", ("unit", unit.Name));
        Description = site.Texts.With("unit.directives_description", ("unit", unit.Name));
        UnitName = unit.Name;
        UnitUrl = site.Root + UnitPage.UrlOf(unit.Slug);
        Breadcrumbs = [site.Home, new(site.Texts["frame.units"], site.Root + "/#units"), new(unit.Name, UnitUrl, site.MinutesLanguage), new(site.Texts["directives.title"], null)];
        Registers = [.. registers.Select(register => UnitRegisterView.Of(site, unit, register))];
    }

    public override string Template => "pages/unit-directives.html";

    public override bool IsTranslated => true;

    public override string Title { get; }

    public override string Description { get; }

    public override IReadOnlyList<Crumb> Breadcrumbs { get; }

    public string UnitName { get; }

    public string UnitUrl { get; }

    public IReadOnlyList<UnitRegisterView> Registers { get; }

    public static string UrlOf(string unit) => $"/units/{unit}/directives/";
}

/// <param name="Id">Names its heading.</param>
/// <param name="Register">The register.</param>
/// <param name="Day">The day for which the figures hold.</param>
/// <param name="NotPublic">How many that are not public the unit leads; null where it is not told, or there are none at all.</param>
/// <param name="IsSuppressed">Whether it is not told.</param>
/// <param name="Open">The public directives that go on.</param>
/// <param name="Released">Those released, the newest first.</param>
internal sealed record UnitRegisterView(
    string Id, Link Register, DateText? Day, string? NotPublic, bool IsSuppressed, IReadOnlyList<DirectiveRow>? Open, IReadOnlyList<DirectiveRow>? Released)
{
    public static UnitRegisterView Of(Site site, UnitFacts unit, UnitRegister register)
    {
        var figures = register.Figures;
        var count = figures?.Units.FirstOrDefault(one => one.Unit == unit.Slug);
        var released = register.Directives.Where(static directive => directive.State == DirectiveState.Released).OrderByDescending(static directive => directive.Number).ToList();
        return new UnitRegisterView(
            "register_" + register.Names.Series.Slug,
            new Link(register.Names.Series.Name, site.Root + RegisterPage.UrlOf(register.Names.Series.Slug)),
            figures is null ? null : Dates.Day(site.Texts, figures.Day),
            count?.Count is { } known ? Counts.Of(known) : null,
            count is { Count: null },
            DirectiveRow.DueFirst(site, register.Names, [.. register.Directives.Where(static directive => directive.State != DirectiveState.Released)], figures?.Day),
            released.Count == 0 ? null : [.. released.Select(directive => DirectiveRow.Of(site, register.Names, directive, null))]);
    }
}
