using OpenMinutes.Publisher.Source;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;

namespace OpenMinutes.Publisher.Pages;

/// <summary>
/// The register of a series. It reads its public directives and figures, the titles of the meetings that they name, the series' name, the names of units.
/// </summary>
internal sealed class RegisterRoom(Frame frame, PublicSite source)
{
    public static readonly string[] Templates = ["pages/register.html"];

    public IEnumerable<string> FilesOf(string series) => frame.FilesOf(RegisterPage.UrlOf(series));

    /// <returns>null where nothing of it is public.</returns>
    public async Task<Action<Desk>?> ReadAsync(string series, CancellationToken cancellation)
    {
        var directives = await source.DirectivesAsync(series, cancellation);
        var figures = await source.RegisterFiguresAsync(series, cancellation);
        if (directives.Count == 0 && figures is null)
            return null;
        IEnumerable<string?> keys =
        [
            .. directives.Select(static directive => directive.Origin?.Key),
            .. directives.SelectMany(static directive => directive.Reviews).Select(static review => review.Key),
            .. figures?.Meetings.Select(static meeting => meeting.Key) ?? [],
            figures?.AsOf,
        ];
        var register = new RegisterFacts
        {
            Series = frame.Registry.Of(series),
            Directives = directives,
            Figures = figures,
            Meetings = await source.TitlesAsync(series, keys.OfType<string>(), cancellation),
            UnitNames = frame.Registry.UnitNames(series),
            Units = frame.Registry.Units,
        };
        return desk =>
        {
            foreach (var site in frame.Languages)
                desk.Draw(new RegisterPage(site, register));
        };
    }
}
