namespace OpenMinutes.Contracts;

/// <summary>A directive in the chain of a series' meetings.</summary>
/// <param name="Id">Which one it is.</param>
/// <param name="Origin">The meeting in which it began, counted from 0 in the order in which the meetings were held; null if it is older than the register, −1 if the
/// record it began in is gone.</param>
/// <param name="HasBegun">Whether the minutes of that meeting are public. A directive that no public minutes know is not in the chain.</param>
/// <param name="Effects">What the meetings after that one did to it, where their minutes are public.</param>
public sealed record ChainedDirective(string Id, int? Origin, bool HasBegun, IReadOnlyDictionary<int, ReviewEffect> Effects)
{
    internal bool IsIn => Origin is null || HasBegun || Effects.Count > 0;
}

/// <summary>How many directives of a cohort a meeting had before it, released and continued.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Released">Those it released.</param>
/// <param name="Continued">Those it continued: what it does not release goes on.</param>
public readonly record struct CohortFigures(int Total, int Released, int Continued);

/// <summary>What a meeting did to the directives of its series.</summary>
public sealed record MeetingOfDirectives
{
    /// <summary>The directives that were open when it began, those of the meeting before it first apart.</summary>
    public required IReadOnlyList<string> Opening { get; init; }

    /// <summary>Those of them that the meeting before began or re-opened.</summary>
    public required IReadOnlyList<string> OpeningOfPrevious { get; init; }

    /// <summary>Those of the opening that it released.</summary>
    public required IReadOnlyList<string> Released { get; init; }

    /// <summary>The opening without those.</summary>
    public required IReadOnlyList<string> Continued { get; init; }

    /// <summary>Those that it began.</summary>
    public required IReadOnlyList<string> Begun { get; init; }

    /// <summary>Those that were released before and that it re-opened.</summary>
    public required IReadOnlyList<string> Reopened { get; init; }

    /// <summary>Those of the opening that it has no review of.</summary>
    public required IReadOnlyList<string> Unreviewed { get; init; }

    /// <summary>Those that it reviews although they were not open.</summary>
    public required IReadOnlyList<string> Unexpected { get; init; }

    /// <summary>How many it reviews.</summary>
    public required int Reviews { get; init; }

    /// <summary>The figures of a cohort. For each, total = released + continued.</summary>
    /// <param name="cohort">The cohort.</param>
    public CohortFigures Of(Cohort cohort)
    {
        var previous = OpeningOfPrevious.ToHashSet(StringComparer.Ordinal);
        bool IsOf(string directive) => previous.Contains(directive) == (cohort == Cohort.Previous);
        return new CohortFigures(Opening.Count(IsOf), Released.Count(IsOf), Continued.Count(IsOf));
    }
}

/// <summary>
/// The directives of a series from meeting to meeting: what continued at one, and what began or was re-opened there, opens the next.
/// </summary>
public static class DirectiveChain
{
    /// <summary>Follows the directives through the meetings.</summary>
    /// <param name="meetings">How many meetings there were.</param>
    /// <param name="directives">The directives of the series.</param>
    /// <returns>An entry for each meeting, in their order.</returns>
    public static IReadOnlyList<MeetingOfDirectives> Of(int meetings, IReadOnlyList<ChainedDirective> directives)
    {
        ArgumentNullException.ThrowIfNull(directives);

        var chained = directives.Where(static directive => directive.IsIn).OrderBy(static directive => directive.Id, StringComparer.Ordinal).ToList();
        var openSince = chained.Where(static directive => directive.Origin is null or < 0).ToDictionary(static directive => directive.Id, static _ => -1, StringComparer.Ordinal);
        var chain = new List<MeetingOfDirectives>(meetings);
        for (var at = 0; at < meetings; at++)
        {
            var meeting = Hold(at, chained, openSince);
            chain.Add(meeting);
            foreach (var released in meeting.Released)
            {
                openSince.Remove(released);
            }

            foreach (var begun in meeting.Begun.Concat(meeting.Reopened))
            {
                openSince[begun] = at;
            }
        }

        return chain;
    }

    private static MeetingOfDirectives Hold(int at, IReadOnlyList<ChainedDirective> directives, Dictionary<string, int> openSince)
    {
        var opening = directives.Where(directive => openSince.ContainsKey(directive.Id)).ToList();
        var reviewed = directives.Where(directive => directive.Effects.ContainsKey(at)).ToList();
        var released = opening.Where(directive => directive.Effects.GetValueOrDefault(at, ReviewEffect.None) == ReviewEffect.Released).Select(static directive => directive.Id).ToList();
        var reopened = reviewed.Where(directive => !openSince.ContainsKey(directive.Id) && directive.Effects[at] == ReviewEffect.Reopened).Select(static directive => directive.Id).ToList();
        var ids = opening.ConvertAll(static directive => directive.Id);
        return new MeetingOfDirectives
        {
            Opening = ids,
            OpeningOfPrevious = ids.FindAll(id => at > 0 && openSince[id] == at - 1),
            Released = released,
            Continued = [.. ids.Except(released)],
            Begun = [.. directives.Where(directive => directive.Origin == at).Select(static directive => directive.Id)],
            Reopened = reopened,
            Unreviewed = [.. opening.Where(directive => !directive.Effects.ContainsKey(at)).Select(static directive => directive.Id)],
            Unexpected = [.. reviewed.Where(directive => !openSince.ContainsKey(directive.Id)).Select(static directive => directive.Id).Except(reopened)],
            Reviews = reviewed.Count,
        };
    }
}
