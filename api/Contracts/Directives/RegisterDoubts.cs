using System.Globalization;

namespace OpenMinutes.Contracts;

/// <summary>What looks wrong between a record and the register.</summary>
/// <param name="Code">figures-disagree, chain-broken or directive-reopened.</param>
/// <param name="Pointer">The place in the record.</param>
/// <param name="Detail">What looks wrong, with the numbers or the directives.</param>
public sealed record RegisterDoubt(string Code, string Pointer, string Detail);

/// <summary>Compares what a record says with the register.</summary>
public static class RegisterDoubts
{
    private const int MostNamed = 20;

    /// <summary>What looks wrong.</summary>
    /// <param name="register">The register, in which the record counts.</param>
    /// <param name="slot">Where the record stands in it.</param>
    /// <param name="stated">The figures that the record's text states.</param>
    public static IReadOnlyList<RegisterDoubt> Of(Register register, int slot, IReadOnlyList<StatedFigures> stated)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(stated);

        var meeting = register.Chain[slot];
        return meeting.Reviews == 0 && stated.Count == 0
            ? []
            : [.. stated.SelectMany(figures => OfFigures(register, slot, figures)), .. OfBreak(register, slot, stated), .. OfDirectives(meeting, stated)];
    }

    private static IEnumerable<RegisterDoubt> OfFigures(Register register, int slot, StatedFigures stated)
    {
        // Before the register began the minutes are all there is.
        if ((register.FiguresOf(slot, stated.Cohort)?.Figures ?? (slot > register.Start ? new CohortFigures() : null)) is not { } counted)
        {
            yield break;
        }

        foreach (var (what, text, counts) in new[]
        {
            ("directives in all", stated.Figures.Total, counted.Total),
            ("released", stated.Figures.Released, counted.Released),
            ("continued", stated.Figures.Continued, counted.Continued),
        })
        {
            if (text != counts)
            {
                yield return new RegisterDoubt(
                    "figures-disagree",
                    stated.Pointer,
                    string.Create(CultureInfo.InvariantCulture, $"The text says {text} {what}, the register {counts}."));
            }
        }

        if (stated.Figures.Total != stated.Figures.Released + stated.Figures.Continued)
        {
            yield return new RegisterDoubt(
                "figures-disagree",
                stated.Pointer,
                string.Create(CultureInfo.InvariantCulture, $"The text says {stated.Figures.Total} in all, but {stated.Figures.Released} and {stated.Figures.Continued} are {stated.Figures.Released + stated.Figures.Continued}."));
        }
    }

    /// <summary>What continued at the meeting before must be what this one has from earlier ones, also where only numbers are known.</summary>
    private static IEnumerable<RegisterDoubt> OfBreak(Register register, int slot, IReadOnlyList<StatedFigures> stated)
    {
        if (slot == 0
            || register.FiguresOf(slot - 1, Cohort.Previous) is not { } previous
            || register.FiguresOf(slot - 1, Cohort.Earlier) is not { } earlier
            || (stated.FirstOrDefault(static figures => figures.Cohort == Cohort.Earlier)?.Figures ?? register.FiguresOf(slot, Cohort.Earlier)?.Figures) is not { } now
            || !(previous.IsStated || earlier.IsStated))
        {
            yield break;
        }

        var continued = previous.Figures.Continued + earlier.Figures.Continued;
        if (continued != now.Total)
        {
            yield return new RegisterDoubt(
                "chain-broken",
                stated.FirstOrDefault(static figures => figures.Cohort == Cohort.Earlier)?.Pointer ?? "",
                string.Create(CultureInfo.InvariantCulture, $"{continued} directives continued at the meeting before, and {now.Total} earlier ones are counted here."));
        }
    }

    private static IEnumerable<RegisterDoubt> OfDirectives(MeetingOfDirectives meeting, IReadOnlyList<StatedFigures> stated)
    {
        var pointer = stated.Count > 0 ? stated[0].Pointer : "";
        if (meeting.Reviews > 0 && meeting.Unreviewed.Count > 0)
        {
            yield return new RegisterDoubt("chain-broken", pointer, $"Continued before, and not reviewed here: {Names(meeting.Unreviewed)}.");
        }

        if (meeting.Unexpected.Count > 0)
        {
            yield return new RegisterDoubt("chain-broken", pointer, $"Reviewed here, and not open before: {Names(meeting.Unexpected)}.");
        }

        if (meeting.Reopened.Count > 0)
        {
            yield return new RegisterDoubt("directive-reopened", pointer, $"Released before, and continued here, which re-opens: {Names(meeting.Reopened)}.");
        }
    }

    private static string Names(IReadOnlyList<string> ids) =>
        ids.Count <= MostNamed ? string.Join(", ", ids) : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", ids.Take(MostNamed))} and {ids.Count - MostNamed} more");
}
