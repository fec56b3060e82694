using System.Security.Cryptography;
using System.Text.Json;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Pages;
using OpenMinutes.Publisher.Source;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Twins;
using OpenMinutes.Search;

namespace OpenMinutes.Publisher.Planning;

/// <summary>The live release, as far as the next one can go on from it: its files are the publisher's memory.</summary>
internal sealed class FormerRelease
{
    private readonly Manifest _manifest;
    private readonly Dictionary<string, byte[]> _series;

    /// <summary>Reads all that may be asked for later but meetings, so that a file which somebody changed is found before anything is planned.</summary>
    private FormerRelease(Manifest manifest, string content)
    {
        _manifest = manifest;
        Content = content;
        Notes = ReleaseNotes.Read(Read(ReleaseNotes.Path));
        Months = ChangeFeed.ReadIndex(Read(ChangeFeed.IndexUrl[1..]));
        Segments = IndexRoot.Read(Read(IndexRoot.Path[1..]));
        _series = Notes.Series
            .Select(static series => series.Facts.Slug)
            .Where(series => manifest.Find(SeriesJson.UrlOf(series)[1..]) is not null)
            .ToDictionary(static series => series, series => Read(SeriesJson.UrlOf(series)[1..]));
    }

    /// <summary>The moment whose content it holds.</summary>
    public string Content { get; }

    /// <summary>Whether one went back to it, and something that was closed has been taken out of it since it was made.</summary>
    public bool IsReduced => _manifest.IsReduced;

    /// <summary>What it was made with.</summary>
    public ReleaseNotes Notes { get; }

    /// <summary>The months of changes.</summary>
    public IReadOnlyList<MonthFacts> Months { get; }

    /// <summary>The segments of the search index.</summary>
    public IReadOnlyList<SegmentEntry> Segments { get; }

    /// <summary>null where there is none, or it is not known which content it holds, or its own files are not as they were written.</summary>
    public static async Task<FormerRelease?> OpenAsync(Manifest? live, PublicSite source, UnrecordedReleases unrecorded, CancellationToken cancellation)
    {
        if (live is null || (unrecorded.ContentOf(live) ?? await source.ContentOfAsync(live.RootSha256, cancellation)) is not { } content)
            return null;
        try
        {
            return new FormerRelease(live, content);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidDataException or IOException or KeyNotFoundException)
        {
            return null;
        }
    }

    public FormerMeeting? Meeting(MeetingKey meeting) => FormerMeeting.Of(_manifest.Find(MinutesRoom.FolderOf(meeting) + "index.html"));

    /// <summary>The keys of the meetings that a public directive named.</summary>
    public IEnumerable<string> MeetingsOf(string series, int number) => DirectiveMemory.MeetingsOf(CasesOf(series, number), number);

    /// <summary>The key of the meeting in which a public directive began; null where it named none.</summary>
    public string? OriginOf(string series, int number) => DirectiveMemory.OriginOf(CasesOf(series, number), number);

    private FileEntry? CasesOf(string series, int number) => _manifest.Find(Page.FileOf(CasesPage.UrlOf(CaseRange.Of(series, number))));

    /// <summary>The years of meetings of a series' register.</summary>
    public IEnumerable<int> YearsOfRegister(string series) => _manifest.Below($"directives/{series}/")
        .Select(static file => file.Split('/'))
        .Where(static path => path is [_, _, var folder, "index.html"] && !folder.Contains('-', StringComparison.Ordinal))
        .Select(static path => int.Parse(path[2], System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The years of a series, newest first; none of a series it does not have.</summary>
    public IReadOnlyList<YearFacts> YearsOf(string series) => _series.TryGetValue(series, out var index) ? SeriesJson.Read(index) : [];

    /// <summary>The meetings of a series that it announces, newest first.</summary>
    public IReadOnlyList<PendingMeeting> PendingOf(string series) => _series.TryGetValue(series, out var index) ? SeriesJson.ReadPending(index) : [];

    /// <summary>A segment of the search index with what it was made of; null if its files are not as they were written.</summary>
    public FormerSegment? Open(SegmentEntry segment)
    {
        try
        {
            return FormerSegment.Open(segment, path => Read(path[1..]));
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidDataException or IOException)
        {
            return null;
        }
    }

    /// <summary>The years in which a unit had a page.</summary>
    public IEnumerable<int> YearsOfUnit(string unit) => _manifest.Below($"units/{unit}/")
        .Select(static file => file.Split('/'))
        .Where(static path => path is [_, _, var folder, "index.html"] && char.IsAsciiDigit(folder[0]))
        .Select(static path => int.Parse(path[2], System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The years in which a person had a page.</summary>
    public IEnumerable<int> YearsOfPerson(string person) => _manifest.Below($"people/{person}/")
        .Select(static file => file.Split('/'))
        .Where(static path => path is [_, _, _, "index.html"])
        .Select(static path => int.Parse(path[2], System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Whether a unit had a page of directives.</summary>
    public bool HasDirectives(string unit) => _manifest.Find(Page.FileOf(UnitDirectivesPage.UrlOf(unit))) is not null;

    private byte[] Read(string path)
    {
        var file = File.ReadAllBytes(Path.Join(_manifest.Tree, path));
        return _manifest.Find(path) is { } entry && entry.Sha256.AsSpan().SequenceEqual(SHA256.HashData(file))
            ? file
            : throw new InvalidDataException($"'{Path.Join(_manifest.Tree, path)}' is not as it was written.");
    }
}
