using OpenMinutes.Contracts;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Source;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Publisher.Pages;

/// <summary>
/// The register of a series: its page, those of the years, and its figures as data. It reads the figures, the public directives that are not released, the numbers of all, the titles of the meetings that have figures,
/// the series' name, the names of units.
/// </summary>
internal sealed class RegisterRoom(Frame frame, PublicSite source)
{
    public static readonly string[] Templates = ["pages/register.html", "pages/register-year.html"];

    public IEnumerable<string> FilesOf(string series, IEnumerable<int> years) =>
        [RegisterData.FiguresUrlOf(series)[1..], .. frame.FilesOf(RegisterPage.UrlOf(series)), .. years.SelectMany(year => frame.FilesOf(RegisterYearPage.UrlOf(series, year)))];

    /// <returns>null where nothing of it is public.</returns>
    public async Task<Action<Desk>?> ReadAsync(string series, CancellationToken cancellation)
    {
        var cases = await source.CasesOfAsync([series], cancellation);
        var figures = await source.RegisterFiguresAsync(series, cancellation);
        if (cases.Count == 0 && figures is null)
            return null;
        var names = await NamesAsync(frame, source, series, figures is null ? [] : figures.Meetings.Select(static meeting => meeting.Key).Append(figures.AsOf), cancellation);
        var register = new RegisterFacts
        {
            Names = names,
            Open = await source.OpenDirectivesAsync(series, cancellation),
            Cases = cases,
            Figures = figures,
            Units = frame.Registry.Units,
        };
        return desk =>
        {
            foreach (var site in frame.Languages)
            {
                desk.Draw(new RegisterPage(site, register));
                foreach (var year in RegisterPage.YearsOf(figures))
                    desk.Draw(new RegisterYearPage(site, names, figures!, year));
            }

            if (figures is not null)
                desk.Draw(RegisterData.FiguresUrlOf(series), output => RegisterData.WriteFigures(figures, output));
        };
    }

    internal static async Task<RegisterNames> NamesAsync(Frame frame, PublicSite source, string series, IEnumerable<string> meetings, CancellationToken cancellation) => new()
    {
        Series = frame.Registry.Of(series),
        Meetings = await source.TitlesAsync(series, meetings, cancellation),
        Units = frame.Registry.UnitNames(series),
    };
}

/// <summary>Public directives of a series that share a page, with their files of data. It reads them, the titles of the meetings that they name, the series' name, the names of units.</summary>
internal sealed class CasesRoom(Frame frame, PublicSite source)
{
    public static readonly string[] Templates = ["pages/register-cases.html"];

    public IEnumerable<string> FilesOf(CaseRange range) =>
        [.. frame.FilesOf(CasesPage.UrlOf(range)), RegisterData.UrlOf(range, "csv")[1..], RegisterData.UrlOf(range, "jsonl")[1..]];

    /// <returns>null where none of them is public.</returns>
    public async Task<Action<Desk>?> ReadAsync(CaseRange range, CancellationToken cancellation)
    {
        var directives = await source.DirectivesAsync(range, cancellation);
        if (directives.Count == 0)
            return null;
        var names = await RegisterRoom.NamesAsync(frame, source, range.Series, directives.SelectMany(DirectiveMemory.MeetingsOf), cancellation);
        var origin = new Origin { Sources = [.. directives.Select(DirectiveMemory.Of)] };
        return desk =>
        {
            foreach (var site in frame.Languages)
                desk.Draw(new CasesPage(site, names, range, directives), origin);
            RegisterData.Draw(frame.Site, range, directives, desk.Draw);
        };
    }
}

/// <summary>
/// The directives of a unit. It reads those that are public, how many that are not it leads in each register, the unit's name, the names of units and series.
/// </summary>
internal sealed class UnitDirectivesRoom(Frame frame, PublicSite source)
{
    public static readonly string[] Templates = ["pages/unit-directives.html"];

    private IReadOnlyList<RegisterTotals>? _registers;

    public IEnumerable<string> FilesOf(string unit) => frame.FilesOf(UnitDirectivesPage.UrlOf(unit));

    /// <returns>null where nothing is public.</returns>
    public async Task<Action<Desk>?> ReadAsync(UnitFacts unit, CancellationToken cancellation)
    {
        _registers ??= await source.RegistersAsync(cancellation);
        var directives = await source.DirectivesOfUnitAsync(unit.Slug, UnitDirectivesPage.NewestReleased, cancellation);
        var registers = _registers
            .Where(register => directives.Contains(register.Series) || register.Figures?.Units.Any(counted => counted.Unit == unit.Slug) == true)
            .Select(register => new UnitRegister(
                new RegisterNames { Series = frame.Registry.Of(register.Series), Meetings = new Dictionary<string, string>(), Units = frame.Registry.UnitNames(register.Series) },
                register.Figures,
                [.. directives[register.Series]]))
            .ToList();
        return registers.Count == 0 ? null : desk =>
        {
            foreach (var site in frame.Languages)
                desk.Draw(new UnitDirectivesPage(site, unit, registers));
        };
    }
}

/// <summary>
/// What the manifest keeps of a public directive with the page on which it stands: the meetings that it names, whose pages name it. With that, a later publication knows which pages to make anew
/// when the directive does not name them any more.
/// </summary>
internal static class DirectiveMemory
{
    private const string Nowhere = "-";

    public static IEnumerable<string> MeetingsOf(PublicDirective directive) =>
        [.. directive.Origin is { } origin ? [origin.Key] : Array.Empty<string>(), .. directive.Reviews.Select(static review => review.Key)];

    /// <summary>d12 2025-017 2025-017 2025-018: first where it began, or a dash.</summary>
    public static string Of(PublicDirective directive) => string.Join(
        ' ', [DirectiveView.AnchorOf(directive.Number), directive.Origin?.Key ?? Nowhere, .. MeetingsOf(directive).Distinct().Order(StringComparer.Ordinal)]);

    /// <summary>The keys of the meetings that a directive named.</summary>
    /// <param name="page">The page on which it stood.</param>
    /// <param name="number">The directive.</param>
    public static IEnumerable<string> MeetingsOf(FileEntry? page, int number) => Find(page, number)?.Skip(2) ?? [];

    /// <summary>The key of the meeting in which a directive began; null where it named none.</summary>
    /// <param name="page">The page on which it stood.</param>
    /// <param name="number">The directive.</param>
    public static string? OriginOf(FileEntry? page, int number) => Find(page, number)?[1] is { } origin && origin != Nowhere ? origin : null;

    private static string[]? Find(FileEntry? page, int number) =>
        page?.Origin.Sources.Select(static source => source.Split(' ')).FirstOrDefault(source => source[0] == DirectiveView.AnchorOf(number));
}
