namespace OpenMinutes.Contracts;

/// <summary>A record that is public, as a directive sees it.</summary>
/// <param name="Key">The meeting's key in its series.</param>
/// <param name="OpenAnchors">The anchors of its newest public edition that are open, as all above them is.</param>
public sealed record PublicMeeting(string Key, IReadOnlySet<string> OpenAnchors);

/// <summary>Makes what the public reads of a directive. What is not copied here is not public.</summary>
public static class DirectiveDisclosing
{
    /// <summary>
    /// Discloses a directive; null if it is not public: no public minutes began or reviewed it, or it is withheld. It is at least as closed as the part of the minutes in which it began.
    /// </summary>
    /// <param name="directive">The directive.</param>
    /// <param name="number">Its number among the public directives of the series.</param>
    /// <param name="life">How it stands.</param>
    /// <param name="origin">The meeting in which it began, if its minutes are public.</param>
    /// <param name="reviews">The reviews that count, each with its meeting.</param>
    public static PublicDirective? Disclose(
        Directive directive, int number, DirectiveLife life, PublicMeeting? origin, IReadOnlyDictionary<int, (DirectiveReview Review, PublicMeeting Meeting)> reviews)
    {
        ArgumentNullException.ThrowIfNull(directive);
        ArgumentNullException.ThrowIfNull(life);
        ArgumentNullException.ThrowIfNull(reviews);

        if (!IsPublic(directive, origin, reviews.Count > 0))
        {
            return null;
        }

        if (directive.Disclosure!.Level == DisclosureLevel.Summary)
        {
            return new PublicDirective { Series = directive.Series, Number = number, Disclosure = directive.Disclosure };
        }

        return new PublicDirective
        {
            Series = directive.Series,
            Number = number,
            Text = directive.Text,
            State = life.State,
            Units = [.. life.Units.Select(static unit => new PublicDirectiveUnit { Name = unit.Name, Role = unit.Role, State = unit.State })],
            Due = directive.Due,
            CurrentDue = life.Due == directive.Due ? null : life.Due,
            Origin = origin is null ? null : new PublicOrigin { Key = origin.Key, Anchor = directive.Origin!.Anchor },
            Reviews = [.. life.History.Select(entry => Disclose(reviews[entry.Review.Meeting], entry.Effect))],
        };
    }

    private static bool IsPublic(Directive directive, PublicMeeting? origin, bool isReviewed) =>
        directive.Disclosure is { Level: var level and not DisclosureLevel.Withheld }
        && (origin is not null || isReviewed)
        && (origin is null || level == DisclosureLevel.Summary || origin.OpenAnchors.Contains(directive.Origin!.Anchor));

    private static PublicReview Disclose((DirectiveReview Review, PublicMeeting Meeting) held, ReviewEffect effect)
    {
        var isOpen = held.Review.Anchor is null || held.Meeting.OpenAnchors.Contains(held.Review.Anchor);
        return new PublicReview
        {
            Key = held.Meeting.Key,
            Anchor = isOpen ? held.Review.Anchor : null,
            Verdict = held.Review.Verdict,
            Reopens = effect == ReviewEffect.Reopened,
            Text = isOpen ? held.Review.Text : null,
            Due = held.Review.Due,
            Units = held.Review.Units,
        };
    }

    /// <summary>The anchors of a public edition that are open, as all above them is.</summary>
    /// <param name="edition">The public edition.</param>
    public static IReadOnlySet<string> OpenAnchors(PublicEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);

        return edition.Sections.Where(static section => section.Disclosure is null).SelectMany(static section => (IEnumerable<string>)
            [
                section.Id, .. Of(section.Clauses), .. section.Items.Where(static item => item.Disclosure is null).SelectMany(Of),
            ])
            .Concat(edition.Annexes.Where(static annex => annex.Disclosure is null).SelectMany(static annex => (IEnumerable<string>)
            [
                annex.Id,
                .. Of(annex.Explanation),
                .. annex.Reports.Where(static report => report.Disclosure is null).SelectMany(static report => (IEnumerable<string>)[report.Id, .. Of(report.Clauses)]),
            ]))
            .ToHashSet(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Of(PublicItem item) =>
    [
        item.Id, .. Of(item.Explanation), .. item.Outcome is { Disclosure: null } outcome ? [outcome.Id, .. Of(outcome.Clauses)] : Array.Empty<string>(),
    ];

    private static IEnumerable<string> Of(IReadOnlyList<PublicClause> clauses) =>
        clauses.Where(static clause => clause.Disclosure is null).SelectMany(static clause => (IEnumerable<string>)[clause.Id, .. Of(clause.Children)]);
}
