using System.Collections.Concurrent;
using System.Globalization;
using OpenMinutes.Contracts;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Planning;
using OpenMinutes.Publisher.Source;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Twins;
using OpenMinutes.Search;

namespace OpenMinutes.Publisher.Pages;

/// <summary>
/// A meeting's minutes: the page with its twins, every edition and difference, or the notice of their withdrawal. It reads the public editions, the meetings before and after,
/// the public directives that began there or were reviewed, the names of units, the series' name.
/// </summary>
internal sealed class MinutesRoom(Frame frame, PublicSite source)
{
    /// <summary>How many meetings are read at once.</summary>
    public const int Batch = 64;

    /// <summary>The templates of its pages.</summary>
    public static readonly string[] Templates = ["pages/minutes.html", "pages/diff.html", "pages/withdrawn.html"];

    // Few years of units, and each has many meetings, whose origins name it.
    private readonly ConcurrentDictionary<UnitYearKey, string> _unitYears = new();

    /// <summary>Where everything of a meeting is.</summary>
    public static string FolderOf(MeetingKey meeting) => $"meetings/{meeting.Series}/{meeting.Key}/";

    /// <summary>Reads some meetings. Names of which nothing is left make no drawing.</summary>
    public async Task<IReadOnlyList<MeetingFile>> ReadAsync(IReadOnlyCollection<MeetingKey> keys, CancellationToken cancellation)
    {
        var editions = await source.EditionsAsync(keys, cancellation);
        var directives = await source.DirectivesOfAsync(keys, cancellation);
        return
        [
            .. (await source.MeetingsAsync(keys, cancellation)).Select(meeting =>
                new MeetingFile(meeting, [.. editions[meeting.Key]], [.. frame.Registry.UnitsOf(meeting)], [.. directives[meeting.Key]])),
        ];
    }

    /// <summary>Draws all files of a meeting, of which nothing is needed after that.</summary>
    /// <param name="desk">Where.</param>
    /// <param name="file">The meeting.</param>
    /// <param name="index">Takes its text, if it is to be indexed again.</param>
    public void Draw(Desk desk, MeetingFile file, SearchIndex? index)
    {
        using var drawn = file;
        var origin = OriginOf(file);
        if (file.Place.Meeting.WithdrawnAt is not null)
        {
            var notice = WithdrawnPage.Of(frame.Site, file.Place.Meeting);
            desk.Draw(notice, origin);
            desk.Draw(notice.Url + "index.json", output => IndexJson.WriteWithdrawn(frame.Site, file.Place.Meeting, output));
            return;
        }

        var editions = file.Editions.Select(static edition => Read(edition.Document.Utf8)).ToList();
        IReadOnlyList<EditionFacts> facts = [.. file.Editions.Zip(editions, static (stored, edition) => new EditionFacts
        {
            Series = stored.Meeting.Series,
            Key = stored.Meeting.Key,
            Edition = stored.Edition,
            PublishedAt = stored.PublishedAt,
            ChangeNote = stored.Edition > 1 ? edition.ChangeNote : null,
        })];
        var page = PageOf(file, editions[^1], facts);
        desk.Draw(page, origin);
        var minutes = new Minutes(frame.Site, editions[^1], file.Editions[^1].Document.Utf8);
        var ofTwins = new Origin { Sources = [origin.Sources[0]] };
        foreach (var twin in MinutesTwins.All)
            desk.Draw(page.Url + twin.File, output => twin.Write(minutes, output), ofTwins);
        index?.Add(editions[^1], minutes.Lines, file.Directives);
        DrawHistory(desk, file, editions, facts);
    }

    /// <summary>Adds the text of a meeting whose pages stay as they are to the search index.</summary>
    public static void Index(MeetingFile file, SearchIndex index)
    {
        using var indexed = file;
        var edition = Read(file.Editions[^1].Document.Utf8);
        index.Add(edition, DocumentLayout.Lines(edition), file.Directives);
    }

    private void DrawHistory(Desk desk, MeetingFile file, List<PublicEdition> editions, IReadOnlyList<EditionFacts> facts)
    {
        foreach (var superseded in editions.SkipLast(1))
            desk.Draw(PageOf(file, superseded, facts));
        var byNumber = editions.ToDictionary(static edition => edition.Edition);
        foreach (var (before, after) in EditionPairs.Of([.. byNumber.Keys]))
            desk.Draw(DiffPage.Of(frame.Site, byNumber[before], byNumber[after], facts));
    }

    private MinutesPage PageOf(MeetingFile file, PublicEdition edition, IReadOnlyList<EditionFacts> facts) =>
        MinutesPage.Of(frame.Site, edition, frame.UnitLinks(edition.Series), file.Place.Previous, file.Place.Next, facts, file.Directives);

    /// <summary>
    /// What the manifest keeps of a meeting: the edition, the day and the number, and the files in which it is listed. With that, a later publication knows what to make anew when
    /// the meeting has moved, without asking for what is no longer there.
    /// </summary>
    private Origin OriginOf(MeetingFile file)
    {
        var (place, meeting) = (file.Place, file.Place.Meeting);
        var sources = new List<string>
        {
            meeting.WithdrawnAt is null ? string.Create(CultureInfo.InvariantCulture, $"{place.Key}@{meeting.Edition}") : $"{place.Key}",
            FormerMeeting.Held + meeting.HeldOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
        if (meeting.Number is { } number)
            sources.Add(FormerMeeting.Numbered + number.ToString(CultureInfo.InvariantCulture));
        var year = meeting.HeldOn.Year;
        string[] lists =
        [
            Page.FileOf(SeriesYearPage.UrlOf(meeting.Series, year)),
            .. file.Units.Select(unit => _unitYears.GetOrAdd(new UnitYearKey(unit, year), static listed => Page.FileOf(UnitYearPage.UrlOf(listed.Unit, listed.Year)))),
            .. place.Months.Select(static month => Page.FileOf(ChangePlace.OfMonth(month).Url)),
            .. place.Neighbours.Select(static other => Page.FileOf(MinutesPage.UrlOf(other.Series, other.Key))),
        ];
        Array.Sort(lists, StringComparer.Ordinal);
        return new Origin { Sources = sources, ListedIn = lists };
    }

    internal static PublicEdition Read(ReadOnlyMemory<byte> document) => StoredJson.Edition(document);
}

/// <summary>What is read of a meeting.</summary>
/// <param name="Place">Its facts, its neighbours, and what lists it.</param>
/// <param name="Editions">The public editions, in ascending order; none where they are withdrawn.</param>
/// <param name="Units">The units that appear in it.</param>
/// <param name="Directives">The public directives that began in it or were reviewed there.</param>
internal sealed record MeetingFile(PlacedMeeting Place, IReadOnlyList<StoredEdition> Editions, IReadOnlyList<string> Units, IReadOnlyList<PublicDirective> Directives) : IDisposable
{
    public void Dispose()
    {
        foreach (var edition in Editions)
            edition.Document.Dispose();
    }
}
