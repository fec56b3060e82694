using System.Runtime.InteropServices;
using OpenMinutes.Publisher.Source;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Twins;
using OpenMinutes.Search;

namespace OpenMinutes.Publisher.Planning;

/// <summary>
/// What is drawn in a publication, and why each. It names places of the site, whose rooms read what they need of them: a place in which there is nothing any more is
/// drawn empty, which takes its files away.
/// </summary>
internal sealed class Plan
{
    /// <summary>Whether the release is made of what is drawn, and of nothing that was there before.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Meetings with all that there is of them.</summary>
    public Reasons<MeetingKey> Meetings { get; } = new();

    /// <summary>Meetings of which only the pages are drawn, not the twins.</summary>
    public Reasons<MeetingKey> MeetingPages { get; } = new();

    /// <summary>Meetings of which only what is searched is made anew, because of directives that began there.</summary>
    public Reasons<MeetingKey> Indexed { get; } = new();

    public Reasons<SeriesYearKey> Years { get; } = new();

    /// <summary>Years of series of which only the page is drawn.</summary>
    public Reasons<SeriesYearKey> YearPages { get; } = new();

    public Reasons<string> Series { get; } = new();

    /// <summary>Series whose register of directives is drawn.</summary>
    public Reasons<string> Registers { get; } = new();

    /// <summary>Pages of public directives.</summary>
    public Reasons<CaseRange> Cases { get; } = new();

    public Reasons<string> Units { get; } = new();

    /// <summary>Units whose directives are drawn.</summary>
    public Reasons<string> UnitDirectives { get; } = new();

    public Reasons<UnitYearKey> UnitYears { get; } = new();

    /// <summary>Years of which the pages of people are drawn.</summary>
    public Reasons<int> PeopleYears { get; } = new();

    /// <summary>Why people's own pages are drawn; they are when a year of theirs is.</summary>
    public SortedSet<string> People { get; } = new(StringComparer.Ordinal);

    /// <summary>Months of changes of which parts are drawn.</summary>
    public SortedDictionary<string, PlannedMonth> Months { get; } = new(StringComparer.Ordinal);

    public Reasons<int> Sitemaps { get; } = new();

    /// <summary>What changes in the search index; null where it is made of all minutes.</summary>
    public IndexChange? Search { get; set; }

    /// <summary>Why anything is drawn: what the pages about the site as a whole are drawn for.</summary>
    public SortedSet<string> Causes { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// The reasons that close something: minutes were withdrawn, or parts of them or a directive redacted. What is drawn or goes for one of them carried it in the live release,
    /// and leaves the former one too.
    /// </summary>
    public HashSet<string> Closing { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether something may have been closed of which it is not known where the live release carries it.</summary>
    public bool ClosesUnnamed { get; set; }

    /// <summary>Whether anything was closed, or may have been.</summary>
    public bool Closes => ClosesUnnamed || Closing.Count > 0;

    /// <summary>Who attended the meetings of a year may be others than before.</summary>
    public void AddPeople(int year, string why)
    {
        PeopleYears.Add(year, why);
        People.Add(why);
    }

    /// <summary>About how many files will be looked at: how many editions and segments there are shows as they are read.</summary>
    public int CountFiles(bool htmlOnly)
    {
        const int standing = 24;
        return IsEmpty ? 0 : htmlOnly
            ? 2 * Meetings.Count + 2 * MeetingPages.Count + Years.Count + Series.Count + UnitYears.Count + Units.Count + Parts + Registers.Count + Cases.Count + UnitDirectives.Count + standing
            : (3 + MinutesTwins.All.Count) * Meetings.Count + 2 * MeetingPages.Count + 4 * Years.Count + YearPages.Count + 6 * Series.Count + UnitYears.Count + 2 * Units.Count
              + 3 * Parts + 3 * Registers.Count + 4 * Cases.Count + 2 * UnitDirectives.Count + Sitemaps.Count + standing;
    }

    private int Parts => Months.Values.Sum(static month => month.Parts.Count);

    /// <summary>The parts of a month that are drawn, to be added to.</summary>
    public Reasons<int> PartsOf(MonthCut month)
    {
        if (!Months.TryGetValue(month.Name, out var planned))
            Months.Add(month.Name, planned = new PlannedMonth(month));
        return planned.Parts;
    }

    /// <summary>All of a month is drawn.</summary>
    public void AddWhole(MonthCut month, string why)
    {
        var parts = PartsOf(month);
        parts.AddRange(Enumerable.Range(1, Months[month.Name].Cut.Newest), why);
    }

    /// <summary>Whether the live release is as it should be.</summary>
    public bool IsEmpty => !IsComplete && Causes.Count == 0;
}

/// <summary>A month of changes.</summary>
/// <param name="cut">How it is cut now.</param>
internal sealed class PlannedMonth(MonthCut cut)
{
    public MonthCut Cut => cut;

    /// <summary>Its parts, those included that it has no more.</summary>
    public Reasons<int> Parts { get; } = new();
}

/// <summary>Places of one kind, each with why it is drawn.</summary>
internal sealed class Reasons<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, IReadOnlyCollection<string>> _reasons = [];

    // Most places have one reason, and of many it is the same.
    private readonly Dictionary<string, string[]> _single = new(StringComparer.Ordinal);

    public int Count => _reasons.Count;

    public IReadOnlyCollection<TKey> Keys => _reasons.Keys;

    public IReadOnlyCollection<string> this[TKey key] => _reasons[key];

    public bool Contains(TKey key) => _reasons.ContainsKey(key);

    public void Add(TKey key, string why)
    {
        ref var reasons = ref CollectionsMarshal.GetValueRefOrAddDefault(_reasons, key, out _);
        if (reasons is SortedSet<string> several)
            several.Add(why);
        else
            reasons = reasons is null || reasons.Contains(why) ? Single(why) : new SortedSet<string>(reasons, StringComparer.Ordinal) { why };
    }

    public void AddRange(IEnumerable<TKey> keys, string why)
    {
        // Of every meeting there is, room that grows is twice what is needed.
        if (keys.TryGetNonEnumeratedCount(out var count))
            _reasons.EnsureCapacity(_reasons.Count + count);
        foreach (var key in keys)
            Add(key, why);
    }

    public void Remove(TKey key) => _reasons.Remove(key);

    private string[] Single(string why)
    {
        if (!_single.TryGetValue(why, out var single))
            _single.Add(why, single = [why]);
        return single;
    }
}
