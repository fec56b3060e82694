using System.Globalization;
using OpenMinutes.Publisher.Pages;
using OpenMinutes.Publisher.Source;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Twins;
using OpenMinutes.Search;

namespace OpenMinutes.Publisher.Planning;

/// <summary>From meetings that changed to all places that read them: as they are now, by the database, and as they were, by the manifest of the live release.</summary>
internal sealed class Closure(Frame frame, PublicSite source, FormerRelease former, Plan plan)
{
    /// <summary>The cause of those that tell by themselves why.</summary>
    public const string Changed = "changed";

    private readonly HashSet<MeetingKey> _closed = [];
    private readonly Dictionary<MeetingKey, string> _changed = [];
    private readonly Dictionary<MeetingKey, string> _causes = [];
    private readonly Dictionary<string, string> _formerMonths = [];
    private readonly Dictionary<string, HashSet<int>> _numbers = [];
    private readonly List<UInt128> _left = [];
    private readonly List<UInt128> _came = [];

    /// <param name="meetings">Meetings that are not as they were.</param>
    /// <param name="why">Why, where they do not tell it themselves.</param>
    public void AddMeetings(IEnumerable<MeetingKey> meetings, string why)
    {
        foreach (var meeting in meetings)
            _changed.TryAdd(meeting, why);
    }

    /// <param name="meetings">Meetings of which something was closed.</param>
    public void AddClosed(IEnumerable<MeetingKey> meetings)
    {
        foreach (var meeting in meetings)
        {
            _changed.TryAdd(meeting, Changed);
            _closed.Add(meeting);
        }
    }

    public async Task CloseAsync(CancellationToken cancellation)
    {
        // A page that is drawn for a directive is drawn with its whole meeting, and leaves the former release if the directive does.
        foreach (var meeting in plan.MeetingPages.Keys.Where(meeting => _changed.ContainsKey(meeting) || plan.Meetings.Contains(meeting)).ToList())
        {
            foreach (var why in plan.MeetingPages[meeting])
                plan.Meetings.Add(meeting, why);
        }

        foreach (var batch in _changed.Keys.Chunk(MinutesRoom.Batch))
        {
            var now = (await source.MeetingsAsync(batch, cancellation)).ToDictionary(static meeting => meeting.Key);
            plan.Cases.AddRange(await source.CasesNamingAsync(batch, cancellation), "titles of meetings");
            foreach (var key in batch)
            {
                var (placed, was) = (now.GetValueOrDefault(key), former.Meeting(key));
                var cause = CauseOf(key, placed?.Meeting);
                plan.Causes.Add(cause);
                _causes.Add(key, cause);
                if (_closed.Contains(key))
                    plan.Closing.UnionWith([cause, NextTo(cause)]);
                plan.Meetings.Add(key, cause);
                plan.Series.Add(key.Series, cause);
                plan.Registers.Add(key.Series, cause);
                if (placed is not null)
                    AddNow(placed, cause);
                if (was is not null)
                    AddFormer(key, was, cause);
            }
        }

        await AddChangesAsync(cancellation);
        foreach (var meeting in plan.Indexed.Keys.Where(meeting => !_changed.ContainsKey(meeting)))
            AddIndexed(meeting);
        foreach (var (series, numbers) in _numbers.Where(one => !frame.Registry.Of(one.Key).NumberedByYear))
            plan.YearPages.AddRange((await source.YearsOfNumbersAfterAsync(series, numbers, cancellation)).Where(year => !plan.Years.Contains(year)), $"numbers in {series}");
        foreach (var meeting in plan.MeetingPages.Keys.Where(plan.Meetings.Contains).ToList())
            plan.MeetingPages.Remove(meeting);
        if (!plan.IsComplete)
            plan.Search = IndexChange.Of(former.Segments, _left, _came);
    }

    private static string NextTo(string cause) => $"next to {cause}";

    private string CauseOf(MeetingKey key, MeetingFacts? meeting)
    {
        var what = _changed[key];
        if (what != Changed || meeting is null)
            return $"{key}: {what}";
        return meeting.WithdrawnAt is null ? string.Create(CultureInfo.InvariantCulture, $"{key}: edition {meeting.Edition}") : $"{key}: withdrawn";
    }

    private void AddNow(PlacedMeeting now, string cause)
    {
        var meeting = now.Meeting;
        AddLists(now.Key, meeting.HeldOn.Year, meeting.Number, cause);
        foreach (var neighbour in now.Neighbours)
            plan.MeetingPages.Add(new MeetingKey(neighbour.Series, neighbour.Key), NextTo(cause));
        foreach (var unit in frame.Registry.UnitsOf(now))
        {
            plan.Units.Add(unit, cause);
            plan.UnitYears.Add(new UnitYearKey(unit, meeting.HeldOn.Year), cause);
        }

        if (meeting.WithdrawnAt is null)
            _came.Add(Stretch.PlaceOf(meeting.HeldOn, meeting.Series, meeting.Key));
    }

    private void AddFormer(MeetingKey key, FormerMeeting was, string cause)
    {
        AddLists(key, was.Day.Year, was.Number, cause);
        plan.MeetingPages.AddRange(was.Neighbours, NextTo(cause));
        plan.UnitYears.AddRange(was.UnitYears, cause);
        plan.Units.AddRange(was.UnitYears.Select(static year => year.Unit), cause);
        foreach (var month in was.Months)
            _formerMonths.TryAdd(month, cause);
        if (was.IsShown)
            _left.Add(Stretch.PlaceOf(was.Day, key.Series, key.Key));
    }

    private async Task AddChangesAsync(CancellationToken cancellation)
    {
        if (_causes.Count == 0)
            return;
        var before = former.Months.ToDictionary(static month => month.Name, static month => month.Changes);
        foreach (var month in (await source.NumberedChangesAsync(_causes.Keys, _formerMonths.Keys, former.Content, cancellation)).GroupBy(static change => change.Month))
            AddChanges(frame.Cut(month.Key, before.GetValueOrDefault(month.Key)), frame.Cut(month.Key, month.Last().Number), [.. month.SkipLast(1)]);
    }

    /// <summary>The parts of a month that list meetings which changed, and those whose changes or neighbours are others than they were.</summary>
    /// <param name="was">The month as the live release has it.</param>
    /// <param name="now">As it is now.</param>
    /// <param name="changes">Its changes of these meetings, the oldest first.</param>
    private void AddChanges(MonthCut was, MonthCut now, List<NumberedChange> changes)
    {
        var parts = plan.PartsOf(now);
        foreach (var change in changes)
            parts.Add(now.PartOf(change.Number), _causes[change.Meeting!.Value]);
        var added = changes.Find(static change => change.IsNew);
        if (FirstMoved(was, now, added) is not { } first)
            return;
        var why = NextTo((added ?? changes.FirstOrDefault())?.Meeting is { } meeting ? _causes[meeting] : _formerMonths[now.Name]);
        var closing = changes.Find(change => _closed.Contains(change.Meeting!.Value));
        for (var part = first; part <= Math.Max(now.Newest, was.Parts); part++)
        {
            if (!parts.Contains(part))
                parts.Add(part, why);
            if (closing is not null)
                parts.Add(part, NextTo(_causes[closing.Meeting!.Value]));
        }
    }

    /// <summary>
    /// The first part that has other changes than it had, or leads to another part: that in which a change was added, for a transaction may have committed late, and that which was the last with an address
    /// of its own. Changes are only ever added; where some are gone nothing is known of where they were.
    /// </summary>
    private static int? FirstMoved(MonthCut was, MonthCut now, NumberedChange? added)
    {
        if (now.Changes < was.Changes)
            return 1;
        if (now.Changes == was.Changes && added is null)
            return null;
        var first = now.PartOf(added?.Number ?? now.Changes);
        return now.Parts == was.Parts ? first : Math.Min(first, Math.Max(1, was.Parts));
    }

    /// <summary>A meeting that stays where it is in the search index, with other text.</summary>
    private void AddIndexed(MeetingKey meeting)
    {
        if (former.Meeting(meeting) is not { IsShown: true } shown)
            return;
        var place = Stretch.PlaceOf(shown.Day, meeting.Series, meeting.Key);
        _left.Add(place);
        _came.Add(place);
    }

    private void AddLists(MeetingKey key, int year, int? number, string cause)
    {
        plan.Years.Add(new SeriesYearKey(key.Series, year), cause);
        plan.Sitemaps.Add(year, cause);
        plan.AddPeople(year, cause);
        if (number is { } counted)
        {
            if (!_numbers.TryGetValue(key.Series, out var numbers))
                _numbers.Add(key.Series, numbers = []);
            numbers.Add(counted);
        }
    }
}
