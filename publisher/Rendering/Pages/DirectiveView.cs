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
    public static DirectiveView Of(Site site, RegisterFacts register, PublicDirective directive)
    {
        var number = directive.Number.ToString(CultureInfo.InvariantCulture);
        var due = directive.CurrentDue ?? directive.Due;
        return new DirectiveView(
            "d" + number,
            number,
            directive.State is { } state ? StateOf(site, state) : null,
            directive.Text ?? directive.Disclosure?.Summary,
            directive.Disclosure?.Ground is { } ground ? Words.Of(site.Texts, ground) : null,
            DayOf(site, due),
            directive.Due == due ? null : DayOf(site, directive.Due),
            directive.Origin is { } origin ? RegisterPage.LinkTo(register, origin.Key, origin.Anchor) : null,
            directive.Units.Count == 0 ? null : [.. directive.Units.Select(unit => DirectiveUnitView.Of(site, register, unit))],
            directive.Reviews.Count == 0 ? null : [.. directive.Reviews.Select(review => DirectiveReviewView.Of(site, register, review))]);
    }

    internal static string StateOf(Site site, DirectiveState state) => site.Texts[state switch
    {
        DirectiveState.Pending => "directives.pending",
        DirectiveState.Proposed => "directives.proposed",
        DirectiveState.Released => "directives.released",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    }];

    internal static DateText? DayOf(Site site, DateOnly? day) => day is { } known ? Dates.Day(site.Texts, known) : null;
}

/// <param name="Role">主辦 or 協辦.</param>
/// <param name="Unit">Its name, with its page if it has one.</param>
/// <param name="State">How its part stands.</param>
internal sealed record DirectiveUnitView(string Role, Link Unit, string State)
{
    public static DirectiveUnitView Of(Site site, RegisterFacts register, PublicDirectiveUnit unit) => new(
        site.Texts[unit.Role == DirectiveRole.Lead ? "directives.lead" : "directives.support"],
        new Link(unit.Name, register.UnitNames.TryGetValue(unit.Name, out var slug) ? site.Root + UnitPage.UrlOf(slug) : null),
        DirectiveView.StateOf(site, unit.State));
}

/// <param name="Verdict">What the meeting decided, in words.</param>
/// <param name="Meeting">Where it says so.</param>
/// <param name="Text">What it said.</param>
/// <param name="Due">The new day by which it was to be done.</param>
/// <param name="Units">The units that were released, if not all were.</param>
internal sealed record DirectiveReviewView(string Verdict, Link Meeting, string? Text, DateText? Due, string? Units)
{
    public static DirectiveReviewView Of(Site site, RegisterFacts register, PublicReview review) => new(
        site.Texts[review switch
        {
            { Verdict: Contracts.Verdict.Release } => "directives.release",
            { Reopens: true } => "directives.reopen",
            _ => "directives.continue",
        }],
        RegisterPage.LinkTo(register, review.Key, review.Anchor),
        review.Text,
        DirectiveView.DayOf(site, review.Due),
        review.Units.Count == 0 ? null : string.Join('、', review.Units));
}
