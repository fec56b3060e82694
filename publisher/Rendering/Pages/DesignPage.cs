using System.Text;
using System.Text.RegularExpressions;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Charts;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>設計元件: the tokens of the stylesheet that the site is made with, and its components in the markup of its own templates.</summary>
internal sealed partial class DesignPage : Page
{
    private DesignPage(Site site, string stylesheet)
        : base(site, "/about/design/")
    {
        var dark = Tokens(Dark().Match(stylesheet).Value).ToDictionary(static token => token.Name, static token => token.Value, StringComparer.Ordinal);
        var tokens = Tokens(Light().Match(stylesheet).Value).ToList();
        Colours = [.. tokens.Where(static token => token.Value.StartsWith('#')).Select(token => new Colour(token.Name, token.Value, dark.GetValueOrDefault(token.Name, token.Value)))];
        Sizes = [.. tokens.Where(static token => token.Value.EndsWith("em", StringComparison.Ordinal))];
        var notes = new MinutesNotes(site.Texts, Sample);
        Sections = new MinutesParts(site.Texts, Sample, UnitLinks.None, notes).Sections();
        Glance = new MinutesGlance(site.Texts, Sample, UnitLinks.None, []).Rows()!;
        Attendance = new MinutesHead(site, Sample, UnitLinks.None, notes).Attendance()![0];
        Months = MonthChart.Of(site.Texts, 2025, SampleMeetings)!;

        // There are no minutes to lead to.
        var figure = FigureChart.All(site.Texts, SampleFigures)![0];
        Figure = figure with { Rows = [.. figure.Rows.Select(static row => row with { Href = null })] };
        Changes = [new ChangeDay("example_changes", Dates.Day(site.Texts, new DateOnly(2025, 12, 20)), [new ChangeRow(site.Texts["changes.correct"], "#changes_title", Sample.Title, Sample.Title, "2")])];
    }

    public override string Template => "pages/design.html";

    public override string Title => Texts["design.title"];

    public override string Description => Texts["design.description"];

    public override IReadOnlyList<Crumb> Breadcrumbs => [Site.Home, new(Texts["frame.about"], Site.Root + "/about/"), new(Title, null)];

    /// <summary>Its minutes are an example, and nothing to be found.</summary>
    public override bool NoIndex => true;

    public IReadOnlyList<Colour> Colours { get; }

    public IReadOnlyList<Token> Sizes { get; }

    public IReadOnlyList<SectionView> Sections { get; }

    public IReadOnlyList<GlanceRow> Glance { get; }

    public AttendanceTable Attendance { get; }

    public MonthChart Months { get; }

    public FigureChart Figure { get; }

    public IReadOnlyList<ChangeDay> Changes { get; }

    public static DesignPage Of(Site site, SiteFiles files) =>
        new(site, files.Assets.FirstOrDefault(static asset => asset.Name == "site.css") is { } asset ? Encoding.UTF8.GetString(asset.Content.Span) : "");

    private static readonly int[] SampleDecisions = [4, 7, 5, 9];

    private static readonly decimal[] SampleValues = [61.2m, 70m, 78.5m, 92.65m];

    private static MeetingFacts[] SampleMeetings => [.. SampleDecisions.Select(static (decisions, at) => new MeetingFacts
    {
        Series = "example", Key = "example", Title = "範例", Start = Sample.Start, HeldOn = new DateOnly(2025, 3 * (at + 1), 1), Edition = 1,
        FirstPublished = Sample.Start, PublishedAt = Sample.Start, Decisions = decisions,
    })];

    private static FigureFacts[] SampleFigures => [.. SampleValues.Select(static (value, at) => new FigureFacts
    {
        Series = "example", Key = "example", HeldOn = new DateOnly(2025, 8 + at, 20), Position = 1, Anchor = "example-1", Name = "範例率", Value = value, Unit = "%", AsOf = new DateOnly(2025, 7 + at, 28),
    })];

    private static PublicEdition Sample { get; } = new()
    {
        Edition = 1,
        Series = "example",
        Key = "example",
        Title = "範例",
        Start = new DateTimeOffset(2025, 11, 20, 15, 30, 0, TimeSpan.FromHours(8)),
        Attendance =
        [
            new PublicAttendee { Id = "example-a-1", Role = AttendeeRole.Attendee, Name = "甲", Title = "司長", Unit = "甲司", Status = AttendanceStatus.Present },
            new PublicAttendee { Id = "example-a-2", Role = AttendeeRole.Attendee, Name = "乙", Title = "處長", Unit = "乙處", Status = AttendanceStatus.Leave },
            new PublicAttendee
            {
                Id = "example-a-3", Role = AttendeeRole.Attendee, Name = "丙", Title = "署長", Unit = "丙署", Status = AttendanceStatus.Represented,
                RepresentedBy = new Representative { Name = "丁", Title = "副署長" },
            },
        ],
        Sections =
        [
            new PublicSection
            {
                Id = "example",
                Label = "壹",
                Heading = "報告事項",
                Items =
                [
                    new PublicItem
                    {
                        Id = "example-1",
                        Label = "案由一",
                        Title = "範例案",
                        Purpose = "報請公鑒",
                        Units = [new Unit { Role = UnitRole.Reporting, Name = "甲司" }],
                        Outcome = new PublicOutcome
                        {
                            Id = "example-1-o",
                            Kind = OutcomeKind.Decision,
                            Label = "決定",
                            Result = OutcomeResult.Noted,
                            Clauses =
                            [
                                new PublicClause { Id = "example-1-o-1", Label = "一", Text = "洽悉。" },
                                new PublicClause { Id = "example-1-o-2", Label = "二", Text = "請甲司依規劃時程辦理，於下次會議提出報告。" },
                            ],
                        },
                    },
                    new PublicItem
                    {
                        Id = "example-2",
                        Label = "案由二",
                        Outcome = new PublicOutcome { Id = "example-2-o", Kind = OutcomeKind.Decision, Disclosure = new Disclosure { Level = DisclosureLevel.Withheld } },
                        Disclosure = new Disclosure { Level = DisclosureLevel.Withheld, Ground = Ground.PreDecision },
                    },
                ],
            },
            new PublicSection { Id = "example-none", Label = "貳", Heading = "臨時動議", None = true },
        ],
        Errata = [new Erratum { Anchor = "example-1-o-2", Text = "「甲司」應為「乙處」。", Date = new DateOnly(2025, 12, 20) }],
    };

    private static IEnumerable<Token> Tokens(string block) => Declaration().Matches(block).Select(static match => new Token(match.Groups[1].Value, match.Groups[2].Value));

    // The tokens stand in the first :root, those of the dark scheme in the first :root of its media query.
    [GeneratedRegex(@":root\s*\{[^}]*\}")]
    private static partial Regex Light();

    [GeneratedRegex(@"prefers-color-scheme: dark\)\s*\{\s*:root\s*\{[^}]*\}")]
    private static partial Regex Dark();

    [GeneratedRegex(@"(--[a-z0-9-]+):\s*(#[0-9a-fA-F]{3,8}|[0-9.]+r?em);")]
    private static partial Regex Declaration();
}

/// <param name="Name">--ink.</param>
/// <param name="Light">Its value in the light scheme.</param>
/// <param name="Dark">Its value in the dark scheme.</param>
internal sealed record Colour(string Name, string Light, string Dark);

/// <param name="Name">--h1.</param>
/// <param name="Value">Its value.</param>
internal sealed record Token(string Name, string Value);
