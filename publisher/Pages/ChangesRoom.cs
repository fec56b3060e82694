using System.Runtime.CompilerServices;
using OpenMinutes.Publisher.Source;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Publisher.Pages;

/// <summary>異動: the last changes and the months, and each part of a month. It reads the changes, the titles of minutes and the names of series.</summary>
internal sealed class ChangesRoom(Frame frame, PublicSite source)
{
    public static readonly string[] Templates = ["pages/changes-month.html"];

    /// <summary>The files of a part; with those at the month's own address, if it is the newest, and at its own all the same, where it may have been when the month had more.</summary>
    public IEnumerable<string> FilesOf(MonthCut month, int part) =>
        part == month.Newest ? [.. FilesAt(ChangePlace.OfMonth(month.Name)), .. FilesAt(ChangePlace.Of(month.FullAt(part)))] : FilesAt(ChangePlace.Of(month.FullAt(part)));

    /// <summary>Reads parts of a month, those that follow each other with one question. Parts in which there is nothing are left out.</summary>
    public async IAsyncEnumerable<ChangePart> ReadAsync(MonthCut month, IEnumerable<int> parts, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var runs = parts.Where(part => part <= month.Newest).Order().Select(static (part, place) => (Part: part, Place: place)).GroupBy(static one => one.Part - one.Place, static one => one.Part);
        foreach (var run in runs)
        {
            var number = run.Last();
            var changes = new List<Change>();
            await foreach (var change in source.ChangesOfMonthAsync(month, month[run.First()].First, month[number].Last, cancellation))
            {
                changes.Add(change);
                if (changes.Count < month[number].Count)
                    continue;
                yield return new ChangePart(month, number--, changes);
                changes = [];
            }
        }
    }

    public IEnumerable<Action<Desk>> DrawingsOf(ChangePart part) =>
    [
        .. frame.Languages.Select<Rendering.Site, Action<Desk>>(site => desk => desk.Draw(new ChangesMonthPage(site, part))),
        desk => desk.Draw(part.Place.JsonUrl, output => ChangeFeed.WritePart(frame.Site, part, output)),
    ];

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

    private IEnumerable<string> FilesAt(ChangePlace place) => [.. frame.FilesOf(place.Url), place.JsonUrl[1..]];
}
