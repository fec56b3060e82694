using System.Buffers;
using System.Text;
using System.Text.Json;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher;

/// <summary>Public editions to make twins of, and the site they are on.</summary>
internal static class TwinsSample
{
    public static readonly Site Site = new(
        new SiteSettings { BaseUrl = "https://minutes.example.gov.tw", Body = "數位發展部" },
        SiteFiles.Load(),
        [new SeriesFacts { Slug = "supervisors", Name = "主管會議", Body = "數位發展部", Meetings = 1 }]);

    public static readonly Disclosure Withheld = new() { Level = DisclosureLevel.Withheld, Ground = Ground.PreDecision };

    public static readonly PublicEdition Small = new()
    {
        Edition = 2,
        Series = "supervisors",
        Key = "2025-018",
        Number = 18,
        Title = "第18次主管會議紀錄",
        Start = new DateTimeOffset(2025, 11, 20, 15, 30, 0, TimeSpan.FromHours(8)),
        PublishedAt = new DateTimeOffset(2025, 12, 1, 2, 0, 0, TimeSpan.Zero),
    };

    public static PublicEdition Reference { get; } = Disclose(JsonSerializer.Deserialize<MeetingRecord>(
        File.ReadAllBytes(Repository.PathOf("tests", "Snapshots", "moda-supervisors-18.record.json")), MinutesJson.Options)!);

    /// <summary>An edition in which every text is a mark, with errata on some of its open parts.</summary>
    public static PublicEdition Generated(int seed)
    {
        var generated = RecordGenerator.Generate(seed);
        var errata = generated.OpenAnchors.Where((_, index) => index % 7 == 0)
            .Select((anchor, index) => new Erratum { Anchor = anchor, Text = $"更正{index}", Date = new DateOnly(2025, 12, 20) });
        return Disclose(generated.Record) with { Errata = [.. errata], ChangeNote = seed % 2 == 0 ? "改列案由。" : null };
    }

    /// <summary>An edition in every one of whose free texts stands a text that tries to be something else.</summary>
    public static PublicEdition Saying(string text) => Small with
    {
        Title = text,
        Header =
        [
            new HeaderLine { Key = HeaderKey.Title, AsWritten = text },
            new HeaderLine { Key = HeaderKey.Other, Label = text, AsWritten = text },
        ],
        Attendance = [new PublicAttendee { Id = "a-1", Role = AttendeeRole.Attendee, Status = AttendanceStatus.Present, AsWritten = text, Name = text, Unit = text }],
        Sections =
        [
            new PublicSection
            {
                Id = "s-1",
                Heading = text,
                Clauses = [new PublicClause { Id = "c-0", Text = text }, new PublicClause { Id = "c-1", Label = "一", Heading = text, Text = text, Children = [new PublicClause { Id = "c-2", Label = text, Text = text }] }],
                Items = [new PublicItem { Id = "i-1", Title = text, Units = [new Unit { Role = UnitRole.Reporting, Name = text }], Outcome = new PublicOutcome { Id = "o-1", Kind = OutcomeKind.Decision, Clauses = [new PublicClause { Id = "c-3", Text = text }] } }],
            },
            new PublicSection { Id = "s-2", Disclosure = new Disclosure { Level = DisclosureLevel.Summary, Summary = text } },
        ],
        Annexes = [new PublicAnnex { Id = "x-1", Heading = text, Title = text, Reports = [new PublicReport { Id = "r-1", Unit = text }] }],
        Errata = [new Erratum { Anchor = "i-1", Text = text, Date = new DateOnly(2025, 12, 20) }],
    };

    public static string Markdown(PublicEdition edition) =>
        Text(static (site, one, output) => OpenMinutes.Rendering.Twins.Markdown.Write(site, one, DocumentLayout.Lines(one), output), edition);

    public static string Text(Action<Site, PublicEdition, IBufferWriter<byte>> write, PublicEdition edition, Site? site = null)
    {
        var output = new ArrayBufferWriter<byte>();
        write(site ?? Site, edition, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>What a text is up to white space and the asterisks of bold.</summary>
    public static string Squeeze(string text) => string.Concat(text.Where(static c => !char.IsWhiteSpace(c))).Replace("**", "", StringComparison.Ordinal);

    private static PublicEdition Disclose(MeetingRecord record) => Disclosing.Disclose(record, edition: 1, key: "2025-018") with { PublishedAt = Small.PublishedAt };
}
