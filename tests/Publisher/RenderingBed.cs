using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher;

/// <summary>The site that tests of pages render: one series with the reference minutes.</summary>
internal static partial class RenderingBed
{
    public static readonly MeetingRecord Record = JsonSerializer.Deserialize<MeetingRecord>(
        File.ReadAllText(Repository.PathOf("tests", "Snapshots", "moda-supervisors-18.record.json")), MinutesJson.Options)!;

    public static readonly DateTimeOffset Published = new(2025, 12, 1, 10, 0, 0, TimeSpan.FromHours(8));

    public static readonly PublicEdition Edition = Disclosing.Disclose(Record, edition: 1, key: "2025-018", Published);

    public static readonly SiteFiles Files = SiteFiles.Load();

    public static readonly Renderer Renderer = new(Files);

    public static readonly SeriesFacts Series = new() { Slug = "supervisors", Name = "主管會議", Body = "數位發展部", Meetings = 2, Newest = new DateOnly(2025, 11, 20) };

    public static readonly UnitFacts Unit = new() { Slug = "digital-government", Name = "數位政府司" };

    public static readonly IReadOnlyDictionary<string, string> Units = new Dictionary<string, string> { ["數位政府司"] = "digital-government" };

    public static readonly UnitLinks Links = new(Units);

    public static readonly Site Site = new(new SiteSettings(), Files, [Series]);

    public static readonly Site English = new(new SiteSettings { BodyNames = new Dictionary<string, string> { ["en"] = "Ministry of Digital Affairs" } }, Files, [Series], "en");

    public static MeetingFacts Meeting(int number = 18, string? title = null) => new()
    {
        Series = "supervisors",
        Key = $"2025-{number:000}",
        Number = number,
        Title = title ?? $"第{number}次主管會議紀錄",
        Start = Record.Start.AddMonths(number - 18),
        HeldOn = new DateOnly(2025, 11, 20).AddMonths(number - 18),
        Edition = 1,
        FirstPublished = Published.AddMonths(number - 18),
        PublishedAt = Published.AddMonths(number - 18),
    };

    /// <summary>The years of meetings of the series, newest first, each with what is missing before its meetings.</summary>
    public static IReadOnlyList<YearFacts> Years(IReadOnlyCollection<MeetingFacts> meetings, bool yearly = false) =>
    [
        .. meetings.Select(meeting => meeting with { NumberBefore = meetings.Select(static other => other.Number).Where(number => number < meeting.Number).Max() })
            .GroupBy(static meeting => meeting.HeldOn.Year)
            .OrderByDescending(static year => year.Key)
            .Select(year => YearFacts.Of([.. year], yearly)),
    ];

    public static SeriesPage SeriesPage(IReadOnlyCollection<MeetingFacts> meetings, bool yearly = false)
    {
        var years = Years(meetings, yearly);
        return Rendering.Pages.SeriesPage.Of(Site, Series with { NumberedByYear = yearly }, years, [.. meetings.Where(meeting => meeting.HeldOn.Year == years[0].Year)]);
    }

    public static AppearanceFacts Appearance(MeetingFacts meeting, string anchor = "reports-3", string title = "數位政府司施政重點") =>
        new() { Meeting = meeting, Anchor = anchor, As = "reporting", Title = title };

    public static string Minutes(PublicEdition edition) => Render(MinutesPage.Of(Site, edition, Links, new MeetingTitle("supervisors", "2025-017", "第17次主管會議紀錄")));

    public static string Render(Page page, Renderer? renderer = null) => Encoding.UTF8.GetString(Bytes(page, renderer));

    public static byte[] Bytes(Page page, Renderer? renderer = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        (renderer ?? Renderer).Render(page, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>What a reader reads, without white space.</summary>
    public static string TextOf(string html) => WhiteSpace().Replace(WebUtility.HtmlDecode(Tag().Replace(html, "")), "");

    /// <summary>The names of all tags and attributes in order: the shape of a page, which no text may change.</summary>
    public static IReadOnlyList<string> ShapeOf(string html)
    {
        var shape = new List<string>();
        var rest = Tag().Replace(html, match =>
        {
            shape.Add(AttributeValue().Replace(match.Value, ""));
            return "";
        });
        Assert.False(rest.AsSpan().ContainsAny('<', '>'), "A bracket stands outside a tag.");
        return shape;
    }

    public static string Squeeze(string text) => WhiteSpace().Replace(text, "");

    /// <summary>A tag as the templates write it: lower case, every value in double quotes. What a text smuggled in would not look like it, or change the shape.</summary>
    [GeneratedRegex("""<(?:!doctype html|/?[a-z][a-z0-9]*(?: [a-zA-Z0-9:-]+(?:="[^"<>]*")?)*/?|\?xml[^>]*\?)>""")]
    private static partial Regex Tag();

    [GeneratedRegex("""="[^"]*"|"[^"]*""")]
    private static partial Regex AttributeValue();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
