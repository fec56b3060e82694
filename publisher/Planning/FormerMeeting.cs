using System.Globalization;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Source;

namespace OpenMinutes.Publisher.Planning;

/// <summary>A meeting as the live release has it, read from what the manifest says of its page.</summary>
/// <param name="Day">The day it was held.</param>
/// <param name="Number">Its number.</param>
/// <param name="IsShown">Whether its minutes are not withdrawn.</param>
/// <param name="Neighbours">The meetings before and after it.</param>
/// <param name="UnitYears">Where its units list it.</param>
/// <param name="Months">The months in which it changed.</param>
internal sealed record FormerMeeting(
    DateOnly Day, int? Number, bool IsShown, IReadOnlyList<MeetingKey> Neighbours, IReadOnlyList<UnitYearKey> UnitYears, IReadOnlyList<string> Months)
{
    public const string Held = "held ";
    public const string Numbered = "number ";

    /// <summary>null if the release does not have the meeting.</summary>
    public static FormerMeeting? Of(FileEntry? page)
    {
        if (page?.Origin.Sources.FirstOrDefault(static source => source.StartsWith(Held, StringComparison.Ordinal)) is not { } held)
            return null;
        var number = page.Origin.Sources.FirstOrDefault(static source => source.StartsWith(Numbered, StringComparison.Ordinal));
        var lists = (page.Origin.ListedIn ?? []).Select(static file => file.Split('/')).ToList();
        return new FormerMeeting(
            DateOnly.ParseExact(held.AsSpan(Held.Length), "yyyy-MM-dd", CultureInfo.InvariantCulture),
            number is null ? null : int.Parse(number.AsSpan(Numbered.Length), CultureInfo.InvariantCulture),
            page.Origin.Sources.Any(static source => source.Contains('@', StringComparison.Ordinal)),
            [.. lists.Where(static list => list is ["meetings", _, var key, _] && !key.Contains('.', StringComparison.Ordinal)).Select(static list => new MeetingKey(list[1], list[2]))],
            [.. lists.Where(static list => list is ["units", _, _, _]).Select(static list => new UnitYearKey(list[1], int.Parse(list[2], CultureInfo.InvariantCulture)))],
            [.. lists.Where(static list => list is ["changes", _, _]).Select(static list => list[1])]);
    }
}
