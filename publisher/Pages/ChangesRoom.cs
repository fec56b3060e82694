using OpenMinutes.Publisher.Source;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Publisher.Pages;

/// <summary>異動: the last changes and the months, and each month. It reads the changes, the titles of minutes and the names of series.</summary>
internal sealed class ChangesRoom(Frame frame, PublicSite source)
{
    public static readonly string[] Templates = ["pages/changes-month.html"];

    public IEnumerable<string> FilesOf(string month) => [.. frame.FilesOf(ChangesMonthPage.UrlOf(month)), ChangeMonth.UrlOf(month)[1..]];

    /// <returns>Its files one by one, as a month may have very many changes; null where nothing changed in it.</returns>
    public async Task<(MonthFacts Facts, IReadOnlyList<Action<Desk>> Drawings)?> ReadMonthAsync(string name, CancellationToken cancellation)
    {
        if (await source.ChangesOfMonthAsync(name, cancellation) is not { Count: > 0 } changes)
            return null;
        var month = new ChangeMonth(name, changes);
        return (month.Facts,
        [
            .. frame.Languages.Select(site => (Action<Desk>)(desk => desk.Draw(new ChangesMonthPage(site, month)))),
            desk => desk.Draw(month.Url, output => ChangeFeed.WriteMonth(frame.Site, month, output)),
        ]);
    }

    /// <param name="months">All months, newest first.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Action<Desk>> ReadAsync(IReadOnlyList<MonthFacts> months, CancellationToken cancellation)
    {
        var newest = await source.LastChangesAsync(ChangesPage.Newest, cancellation);
        return desk =>
        {
            foreach (var site in frame.Languages)
                desk.Draw(ChangesPage.Of(site, newest, months));
            desk.Draw(ChangeFeed.IndexUrl, output => ChangeFeed.WriteIndex(frame.Site, months, output));
        };
    }
}
