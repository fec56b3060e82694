using System.Globalization;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>A public directive.</summary>
/// <param name="Id">The anchor.</param>
/// <param name="Number">Its number.</param>
/// <param name="State">How it stands, in a word; null where only a summary is public.</param>
/// <param name="Text">What is to be done, or the summary of it.</param>
/// <param name="Reason">The ground on which only a summary is public.</param>
/// <param name="Due">The day by which it is to be done.</param>
/// <param name="FirstDue">The day by which it was to be done at first, where a review set another.</param>
/// <param name="Origin">Where it began.</param>
/// <param name="Units">The units it was given to.</param>
/// <param name="Reviews">What meetings said, the first first.</param>
internal sealed record DirectiveView(
    string Id,
    string Number,
    string? State,
    string? Text,
    string? Reason,
    DateText? Due,
    DateText? FirstDue,
    Link? Origin,
    IReadOnlyList<DirectiveUnitView>? Units,
    IReadOnlyList<DirectiveReviewView>? Reviews)
{
    public static DirectiveView Of(Site site, RegisterNames names, PublicDirective directive)
    {
        var number = directive.Number.ToString(CultureInfo.InvariantCulture);
        var due = directive.CurrentDue ?? directive.Due;
        return new DirectiveView(
            AnchorOf(directive.Number),
            number,
            directive.State is { } state ? StateOf(site, state) : null,
            directive.Text ?? directive.Disclosure?.Summary,
            directive.Disclosure?.Ground is { } ground ? Words.Of(site.Texts, ground) : null,
            DayOf(site, due),
            directive.Due == due ? null : DayOf(site, directive.Due),
            directive.Origin is { } origin ? names.Meeting(origin.Key, origin.Anchor) : null,
            directive.Units.Count == 0 ? null : [.. directive.Units.Select(unit => DirectiveUnitView.Of(site, names, unit))],
            DirectiveReviewView.All(site, names, directive));
    }

    internal static string AnchorOf(int number) => string.Create(CultureInfo.InvariantCulture, $"d{number}");

    internal static string StateOf(Site site, DirectiveState state) => site.Texts[state switch
    {
        DirectiveState.Pending => "directives.pending",
        DirectiveState.Proposed => "directives.proposed",
        DirectiveState.Released => "directives.released",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    }];

    internal static string VerdictOf(Site site, PublicReview review) => site.Texts[review switch
    {
        { Verdict: Verdict.Release } => "directives.release",
        { Reopens: true } => "directives.reopen",
        _ => "directives.continue",
    }];

    internal static DateText? DayOf(Site site, DateOnly? day) => day is { } known ? Dates.Day(site.Texts, known) : null;
}

/// <param name="Role">主辦 or 協辦.</param>
/// <param name="Unit">Its name, with its page if it has one.</param>
/// <param name="State">How its part stands.</param>
internal sealed record DirectiveUnitView(string Role, Link Unit, string State)
{
    public static DirectiveUnitView Of(Site site, RegisterNames names, PublicDirectiveUnit unit) => new(
        site.Texts[unit.Role == DirectiveRole.Lead ? "directives.lead" : "directives.support"],
        names.Unit(site, unit.Name),
        DirectiveView.StateOf(site, unit.State));
}

/// <param name="Verdict">What the meeting decided, in words.</param>
/// <param name="Meeting">Where it says so.</param>
/// <param name="Text">What it said.</param>
/// <param name="Due">The new day by which it was to be done.</param>
/// <param name="Units">The units that were released, if not all were.</param>
internal sealed record DirectiveReviewView(string Verdict, Link Meeting, string? Text, DateText? Due, string? Units)
{
    /// <summary>The first first; null where there are none.</summary>
    public static IReadOnlyList<DirectiveReviewView>? All(Site site, RegisterNames names, PublicDirective directive) =>
        directive.Reviews.Count == 0 ? null : [.. directive.Reviews.Select(review => Of(site, names, review))];

    private static DirectiveReviewView Of(Site site, RegisterNames names, PublicReview review) => new(
        DirectiveView.VerdictOf(site, review),
        names.Meeting(review.Key, review.Anchor),
        review.Text,
        DirectiveView.DayOf(site, review.Due),
        review.Units.Count == 0 ? null : string.Join('、', review.Units));
}

/// <summary>A public directive in a list.</summary>
/// <param name="Href">Where all of it is.</param>
/// <param name="Number">Its number.</param>
/// <param name="State">How it stands, in a word.</param>
/// <param name="IsOverdue">Whether it was to be done before the day for which the list holds.</param>
/// <param name="Text">What is to be done.</param>
/// <param name="Units">The units that lead.</param>
/// <param name="Due">The day by which it is to be done.</param>
/// <param name="Reviews">What meetings said, where the list shows it.</param>
internal sealed record DirectiveRow(
    string Href,
    string Number,
    string State,
    bool IsOverdue,
    string? Text,
    IReadOnlyList<Link>? Units,
    DateText? Due,
    IReadOnlyList<DirectiveReviewView>? Reviews = null)
{
    /// <summary>What is due first before the others, what has no due date last; null where there are none.</summary>
    /// <param name="site">The site.</param>
    /// <param name="names">The names of the register.</param>
    /// <param name="directives">The directives.</param>
    /// <param name="day">The day for which the list holds.</param>
    public static IReadOnlyList<DirectiveRow>? DueFirst(Site site, RegisterNames names, IReadOnlyList<PublicDirective> directives, DateOnly? day) => directives.Count == 0
        ? null
        : [.. directives.OrderBy(static directive => DueOf(directive) ?? DateOnly.MaxValue).ThenBy(static directive => directive.Number).Select(directive => Of(site, names, directive, day))];

    /// <summary>In the order given, each with its reviews; null where there are none.</summary>
    public static IReadOnlyList<DirectiveRow>? WithReviews(Site site, RegisterNames names, IReadOnlyList<PublicDirective> directives, DateOnly? day) => directives.Count == 0
        ? null
        : [.. directives.Select(directive => Of(site, names, directive, day) with { Reviews = DirectiveReviewView.All(site, names, directive) })];

    public static DirectiveRow Of(Site site, RegisterNames names, PublicDirective directive, DateOnly? day) => new(
        site.Root + CasesPage.UrlOf(names.Series.Slug, directive.Number),
        Counts.Of(directive.Number),
        DirectiveView.StateOf(site, directive.State!.Value),
        directive.State != DirectiveState.Released && DueOf(directive) < day,
        directive.Text,
        directive.Units.Where(static unit => unit.Role == DirectiveRole.Lead).Select(unit => names.Unit(site, unit.Name)).ToList() is { Count: > 0 } leads ? leads : null,
        DirectiveView.DayOf(site, DueOf(directive)));

    private static DateOnly? DueOf(PublicDirective directive) => directive.CurrentDue ?? directive.Due;
}

/// <summary>A public directive that began in some minutes or was reviewed there, on their page.</summary>
/// <param name="Href">Where all of it is.</param>
/// <param name="Number">Its number.</param>
/// <param name="Verdict">What the meeting decided of it, in words; null where it began there.</param>
/// <param name="Text">How it begins.</param>
internal sealed record TrackedRow(string Href, string Number, string? Verdict, string Text)
{
    /// <summary>Those that began in the minutes of a meeting; null where none did.</summary>
    public static IReadOnlyList<TrackedRow>? Begun(Site site, string key, IEnumerable<PublicDirective> directives) => OrNull(
        directives.Where(directive => directive.Origin?.Key == key).Select(directive => Of(site, directive, null)));

    /// <summary>Those that it reviewed; null where it reviewed none.</summary>
    public static IReadOnlyList<TrackedRow>? Reviewed(Site site, string key, IEnumerable<PublicDirective> directives) => OrNull(
        directives.SelectMany(directive => directive.Reviews.Where(review => review.Key == key).Select(review => Of(site, directive, DirectiveView.VerdictOf(site, review)))));

    private static TrackedRow Of(Site site, PublicDirective directive, string? verdict) => new(
        site.Root + CasesPage.UrlOf(directive.Series, directive.Number), Counts.Of(directive.Number), verdict, MinutesGlance.BeginningOf(directive.Text!));

    private static List<TrackedRow>? OrNull(IEnumerable<TrackedRow> rows) => rows.ToList() is { Count: > 0 } some ? some : null;
}
