namespace OpenMinutes.Contracts;

/// <summary>A meeting of a series, as its register sees it.</summary>
/// <param name="Record">The record.</param>
/// <param name="Key">Its key in the series.</param>
/// <param name="Number">Its ordinal.</param>
/// <param name="Start">When it began.</param>
/// <param name="Counts">Whether its minutes are public (or taken to be), so that its reviews and directives count.</param>
/// <param name="Aggregates">The figures that its minutes state, where they were kept.</param>
public sealed record RegisterSlot(string Record, string Key, int? Number, DateTimeOffset Start, bool Counts, IReadOnlyDictionary<Cohort, CohortFigures> Aggregates);

/// <summary>A directive of a register, with all that happened to it.</summary>
/// <param name="Directive">The directive.</param>
/// <param name="Progress">Its progress notes.</param>
/// <param name="Reviews">Its reviews by record, those that do not count too.</param>
public sealed record RegisterCase(Directive Directive, IReadOnlyList<PostedProgress> Progress, IReadOnlyList<DirectiveReview> Reviews);

/// <summary>A series' register (追蹤列管): all its meetings and directives, from which state and figures follow.</summary>
public sealed class Register
{
    private readonly Dictionary<string, int> _slots;
    private readonly Dictionary<string, CaseInRegister> _cases;

    /// <summary>Makes the register.</summary>
    /// <param name="meetings">The meetings, in any order.</param>
    /// <param name="cases">The directives.</param>
    public Register(IEnumerable<RegisterSlot> meetings, IEnumerable<RegisterCase> cases)
    {
        Meetings = [.. meetings.OrderBy(static meeting => meeting.Start).ThenBy(static meeting => meeting.Record, StringComparer.Ordinal)];
        _slots = Meetings.Select(static (meeting, at) => (meeting.Record, at)).ToDictionary(static slot => slot.Record, static slot => slot.at, StringComparer.Ordinal);
        _cases = cases.Select(Place).ToDictionary(static placed => placed.Case.Directive.Id, StringComparer.Ordinal);
        Chain = DirectiveChain.Of(Meetings.Count, [.. _cases.Values.Select(static placed => placed.Link)]);
        Start = Chain.TakeWhile(static meeting => meeting.Begun.Count == 0 && meeting.Reviews == 0).Count();
    }

    /// <summary>The meetings, in the order in which they were held.</summary>
    public IReadOnlyList<RegisterSlot> Meetings { get; }

    /// <summary>What each of them did.</summary>
    public IReadOnlyList<MeetingOfDirectives> Chain { get; }

    /// <summary>The first meeting that began or reviewed a directive of the register.</summary>
    public int Start { get; }

    /// <summary>The directives, in the order of their ids.</summary>
    public IEnumerable<CaseInRegister> Cases => _cases.Values.OrderBy(static placed => placed.Case.Directive.Id, StringComparer.Ordinal);

    /// <summary>Where a record stands among the meetings; null if it is not one of them.</summary>
    /// <param name="record">The record.</param>
    public int? SlotOf(string record) => _slots.TryGetValue(record, out var slot) ? slot : null;

    /// <summary>A directive.</summary>
    /// <param name="id">The directive.</param>
    public CaseInRegister this[string id] => _cases[id];

    /// <summary>The figures of a cohort at a meeting: those of the register, or where it has none those that the minutes state; null if there are neither.</summary>
    /// <param name="slot">The meeting.</param>
    /// <param name="cohort">The cohort.</param>
    public (CohortFigures Figures, bool IsStated)? FiguresOf(int slot, Cohort cohort) =>
        Chain[slot].Of(cohort) is { Total: > 0 } counted ? (counted, false)
        : Meetings[slot].Aggregates.TryGetValue(cohort, out var stated) ? (stated, true)
        : slot > Start && Meetings[slot].Counts && Chain[slot].Reviews > 0 ? (default, false)
        : null;

    private CaseInRegister Place(RegisterCase directive)
    {
        var origin = directive.Directive.Origin is { } begun ? _slots.GetValueOrDefault(begun.Record, -1) : (int?)null;
        var held = directive.Reviews
            .Where(review => _slots.TryGetValue(review.Record, out var at) && Meetings[at].Counts && (origin is null || at > origin))
            .ToDictionary(review => _slots[review.Record]);
        var life = DirectiveLife.Of(
            directive.Directive.Units,
            directive.Directive.Due,
            directive.Progress,
            [.. held.Select(review => new HeldReview(review.Key, Meetings[review.Key].Start, review.Value.Verdict, review.Value.Due, review.Value.Units))]);
        return new CaseInRegister(
            directive,
            origin,
            held,
            life,
            new ChainedDirective(
                directive.Directive.Id,
                origin,
                origin is >= 0 and { } at && Meetings[at].Counts,
                life.History.ToDictionary(static entry => entry.Review.Meeting, static entry => entry.Effect)));
    }
}

/// <summary>A directive in its place among the meetings of its register.</summary>
/// <param name="Case">The directive, with all that happened to it.</param>
/// <param name="Origin">The meeting in which it began; null if it is older than the register, −1 if the record is gone.</param>
/// <param name="Reviews">The reviews that count, by meeting.</param>
/// <param name="Life">How it stands.</param>
/// <param name="Link">What the chain needs of it.</param>
public sealed record CaseInRegister(RegisterCase Case, int? Origin, IReadOnlyDictionary<int, DirectiveReview> Reviews, DirectiveLife Life, ChainedDirective Link)
{
    /// <summary>Whether public minutes know it, or it is older than the register.</summary>
    public bool IsInChain => Link.IsIn;
}
