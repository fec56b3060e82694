namespace OpenMinutes.Contracts;

/// <summary>A registered unit, as figures by unit need it.</summary>
/// <param name="Slug">Its slug.</param>
/// <param name="Names">The names and aliases by which directives call it.</param>
public sealed record UnitNames(string Slug, IReadOnlySet<string> Names);

/// <summary>Makes the public figures of a register.</summary>
public static class RegisterFigures
{
    /// <summary>From how many full months on an age group begins.</summary>
    private static readonly int[] AgeGroups = [0, 3, 6, 12, 24];

    /// <summary>The figures as of the newest public meeting; null if nothing is to be told.</summary>
    /// <param name="series">The series.</param>
    /// <param name="register">Its register, in which the meetings count whose minutes are public.</param>
    /// <param name="publicIds">The directives that are public.</param>
    /// <param name="units">The registered units of its body.</param>
    public static PublicRegister? Of(string series, Register register, IReadOnlySet<string> publicIds, IReadOnlyList<UnitNames> units)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(publicIds);

        var newest = register.Meetings.Select(static (meeting, at) => (meeting, at)).LastOrDefault(static slot => slot.meeting.Counts);
        var meetings = register.Meetings.Select((meeting, at) => meeting.Counts ? Row(register, at) : null).OfType<RegisterMeeting>().ToList();
        if (newest.meeting is null || meetings.Count == 0)
        {
            return null;
        }

        var day = RocCalendar.DateOf(newest.meeting.Start);
        var open = register.Cases.Where(static placed => placed.IsInChain && placed.Life.State != DirectiveState.Released).ToList();
        var releases = register.Cases.Where(static placed => placed.IsInChain).Select(LastRelease).Where(static release => release?.Due is not null).ToList();
        return new PublicRegister
        {
            Series = series,
            AsOf = newest.meeting.Key,
            Day = day,
            Open = open.Count,
            Overdue = open.Count(placed => placed.Life.Due < day),
            OpenNotPublic = open.Count(placed => !publicIds.Contains(placed.Case.Directive.Id)),
            ReleasedWithDue = releases.Count,
            ReleasedOnTime = releases.Count(release => RocCalendar.DateOf(register.Meetings[release!.Value.Meeting].Start) <= release.Value.Due),
            Ages = Ages(register, open, day),
            Meetings = meetings,
            Units = Units([.. open.Where(placed => !publicIds.Contains(placed.Case.Directive.Id))], units),
        };
    }

    private static RegisterMeeting? Row(Register register, int at)
    {
        var (previous, earlier) = (Count(register, at, Cohort.Previous), Count(register, at, Cohort.Earlier));
        var meeting = register.Chain[at];
        return previous is null && earlier is null && meeting.Begun.Count == 0 && meeting.Reopened.Count == 0
            ? null
            : new RegisterMeeting
            {
                Key = register.Meetings[at].Key,
                Day = RocCalendar.DateOf(register.Meetings[at].Start),
                Previous = previous,
                Earlier = earlier,
                Begun = meeting.Begun.Count,
                Reopened = meeting.Reopened.Count,
            };
    }

    private static CohortCount? Count(Register register, int at, Cohort cohort) =>
        register.FiguresOf(at, cohort) is { } found
            ? new CohortCount { Total = found.Figures.Total, Released = found.Figures.Released, Continued = found.Figures.Continued, Stated = found.IsStated }
            : null;

    /// <summary>The meeting that released it for good, and the day by which it was to be done until then.</summary>
    private static (int Meeting, DateOnly? Due)? LastRelease(CaseInRegister placed) =>
        placed.Life.State == DirectiveState.Released && placed.Life.History.LastOrDefault(static entry => entry.Effect == ReviewEffect.Released) is { Review: not null } last
            ? (last.Review.Meeting, last.DueBefore)
            : null;

    private static IReadOnlyList<AgeGroup> Ages(Register register, IReadOnlyList<CaseInRegister> open, DateOnly day)
    {
        var ages = open.Where(static placed => placed.Origin is >= 0).Select(placed => Months(RocCalendar.DateOf(register.Meetings[placed.Origin!.Value].Start), day)).ToList();
        var groups = AgeGroups.Select((from, at) => new AgeGroup { Months = from, Count = ages.Count(age => age >= from && (at + 1 == AgeGroups.Length || age < AgeGroups[at + 1])) });
        var older = open.Count(static placed => placed.Origin is null or < 0);
        return [.. groups, .. older > 0 ? [new AgeGroup { Count = older }] : Array.Empty<AgeGroup>()];
    }

    private static int Months(DateOnly from, DateOnly to) =>
        Math.Max(0, ((to.Year - from.Year) * 12) + to.Month - from.Month - (to.Day < from.Day ? 1 : 0));

    private static IReadOnlyList<UnitCount> Units(IReadOnlyList<CaseInRegister> open, IReadOnlyList<UnitNames> units)
    {
        if (open.Count == 0)
        {
            return [];
        }

        var counts = units.ToDictionary(
            static unit => unit.Slug,
            unit => open.Count(placed => placed.Life.Units.Any(lead => lead is { Role: DirectiveRole.Lead, State: not DirectiveState.Released } && unit.Names.Contains(lead.Name))),
            StringComparer.Ordinal);
        var shown = Suppression.Of(counts);
        return [.. units.Select(unit => new UnitCount { Unit = unit.Slug, Count = shown[unit.Slug] })];
    }
}
