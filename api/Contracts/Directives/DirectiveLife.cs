namespace OpenMinutes.Contracts;

/// <summary>A review as it acts on the life of a directive.</summary>
/// <param name="Meeting">Which meeting of the series it is of, counted in the order in which they were held.</param>
/// <param name="At">When that meeting began.</param>
/// <param name="Verdict">What it decided.</param>
/// <param name="Due">The new due date, if it sets one.</param>
/// <param name="Units">The units it releases, if not all.</param>
public sealed record HeldReview(int Meeting, DateTimeOffset At, Verdict Verdict, DateOnly? Due, IReadOnlyList<string> Units);

/// <summary>A progress note as it acts on the life of a directive.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="At">When it was posted.</param>
/// <param name="State">The state it sets, if it does.</param>
/// <param name="Percent">The percentage it sets, if it does.</param>
/// <param name="Note">The note, if it has one.</param>
public sealed record PostedProgress(string Unit, DateTimeOffset At, DirectiveState? State, int? Percent, string? Note);

/// <summary>What a review did to a directive.</summary>
public enum ReviewEffect
{
    /// <summary>It goes on; perhaps some of its units were released.</summary>
    Continued,

    /// <summary>Its last units were released, and so is the directive.</summary>
    Released,

    /// <summary>It was released before, and is open again.</summary>
    Reopened,

    /// <summary>It was released before, and stays so.</summary>
    None,
}

/// <summary>How a directive stands, by its reviews and progress notes.</summary>
public sealed record DirectiveLife
{
    private DirectiveLife()
    {
    }

    /// <summary>Its units, each with its state.</summary>
    public required IReadOnlyList<DirectiveUnit> Units { get; init; }

    /// <summary>Its state: released once every unit is; proposed while all that are not released ask for it.</summary>
    public required DirectiveState State { get; init; }

    /// <summary>The day by which it is to be done now.</summary>
    public required DateOnly? Due { get; init; }

    /// <summary>What each review did, in the order of the meetings.</summary>
    public required IReadOnlyList<(HeldReview Review, ReviewEffect Effect, DateOnly? DueBefore)> History { get; init; }

    /// <summary>Follows a directive through its meetings. A review of a meeting at or before the one it began in does nothing, and must not be given.</summary>
    /// <param name="units">Its units; their states, percentages and notes are passed over.</param>
    /// <param name="due">The due date it was given first.</param>
    /// <param name="progress">Its progress notes, in any order; of two at one moment the later in the list holds.</param>
    /// <param name="reviews">The reviews that count, in any order.</param>
    public static DirectiveLife Of(IReadOnlyList<DirectiveUnit> units, DateOnly? due, IReadOnlyList<PostedProgress> progress, IReadOnlyList<HeldReview> reviews)
    {
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(reviews);

        var open = units.Select(static unit => unit.Name).ToHashSet(StringComparer.Ordinal);
        var history = new List<(HeldReview, ReviewEffect, DateOnly?)>();
        DateTimeOffset? continuedAt = null;
        foreach (var review in reviews.OrderBy(static review => review.Meeting))
        {
            var effect = Apply(review, units, open);
            history.Add((review, effect, due));
            if (review.Verdict == Verdict.Continue)
            {
                continuedAt = review.At;
                due = review.Due ?? due;
            }
        }

        var standing = units.Select(unit => Standing(unit, open.Contains(unit.Name), continuedAt, progress)).ToList();
        return new DirectiveLife
        {
            Units = standing,
            State = open.Count == 0 ? DirectiveState.Released
                : standing.TrueForAll(static unit => unit.State != DirectiveState.Pending) ? DirectiveState.Proposed
                : DirectiveState.Pending,
            Due = due,
            History = history,
        };
    }

    private static ReviewEffect Apply(HeldReview review, IReadOnlyList<DirectiveUnit> units, HashSet<string> open)
    {
        var wasReleased = open.Count == 0;
        if (review.Verdict == Verdict.Continue)
        {
            if (wasReleased)
            {
                open.UnionWith(units.Select(static unit => unit.Name));
            }

            return wasReleased ? ReviewEffect.Reopened : ReviewEffect.Continued;
        }

        open.ExceptWith(review.Units.Count > 0 ? review.Units : units.Select(static unit => unit.Name));
        return wasReleased ? ReviewEffect.None
            : open.Count == 0 ? ReviewEffect.Released
            : ReviewEffect.Continued;
    }

    /// <summary>A meeting that continues a directive sends those who asked to be released back to work; what they say after it counts.</summary>
    private static DirectiveUnit Standing(DirectiveUnit unit, bool isOpen, DateTimeOffset? continuedAt, IReadOnlyList<PostedProgress> progress)
    {
        var posted = progress.Where(note => note.Unit == unit.Name).OrderBy(static note => note.At).ToList();
        var asked = posted.LastOrDefault(static note => note.State is not null);
        return unit with
        {
            State = !isOpen ? DirectiveState.Released
                : asked is not null && (continuedAt is null || asked.At > continuedAt) ? asked.State!.Value
                : DirectiveState.Pending,
            Percent = posted.LastOrDefault(static note => note.Percent is not null)?.Percent,
            Note = posted.LastOrDefault(static note => note.Note is not null)?.Note,
        };
    }
}
