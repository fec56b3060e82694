using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;

namespace OpenMinutes.Publisher.Source;

/// <summary>Everything about the public site but the texts: what is held in memory while the texts stream by.</summary>
internal sealed class Catalogue
{
    private readonly Dictionary<string, IReadOnlyList<MeetingFacts>> _series;
    private readonly Dictionary<string, IReadOnlyList<YearFacts>> _years;
    private readonly Dictionary<(string Series, string Key), int> _places = [];
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _names;
    private readonly Dictionary<string, string> _bodies;
    private readonly Dictionary<(string Series, string Key), IReadOnlyList<EditionFacts>> _editions;

    /// <param name="series">Slug, name and body of every series, and whether it is numbered by year.</param>
    /// <param name="units">The units, in their order.</param>
    /// <param name="names">Which printed name means which unit: body (empty for every body), name, slug.</param>
    /// <param name="meetings">By series, oldest first.</param>
    /// <param name="editions">The public editions of all of them.</param>
    public Catalogue(
        IEnumerable<(string Slug, string Name, string Body, bool NumberedByYear)> series,
        IReadOnlyList<UnitFacts> units,
        IReadOnlyList<(string Body, string Name, string Unit)> names,
        IReadOnlyList<MeetingFacts> meetings,
        IReadOnlyList<EditionFacts> editions)
    {
        Units = units;
        Meetings = meetings;
        Editions = editions;
        _editions = editions.GroupBy(static edition => (edition.Series, edition.Key))
            .ToDictionary(static of => of.Key, static of => (IReadOnlyList<EditionFacts>)[.. of.OrderBy(static edition => edition.Edition)]);
        _series = meetings.GroupBy(static meeting => meeting.Series).ToDictionary(static one => one.Key, static one => (IReadOnlyList<MeetingFacts>)[.. one]);
        foreach (var (slug, ofSeries) in _series)
        {
            for (var place = 0; place < ofSeries.Count; place++)
                _places.Add((slug, ofSeries[place].Key), place);
        }

        Series = [.. series.Select(one => new SeriesFacts
        {
            Slug = one.Slug,
            Name = one.Name,
            Body = one.Body,
            NumberedByYear = one.NumberedByYear,
            Meetings = MeetingsOf(one.Slug).Count(static meeting => meeting.WithdrawnAt is null),
            Newest = MeetingsOf(one.Slug).LastOrDefault(static meeting => meeting.WithdrawnAt is null)?.HeldOn,
        })];
        _years = Series.ToDictionary(static one => one.Slug, IReadOnlyList<YearFacts> (one) =>
            [.. MeetingsOf(one.Slug).GroupBy(static meeting => meeting.HeldOn.Year).OrderByDescending(static year => year.Key).Select(year => YearFacts.Of([.. year], one.NumberedByYear))]);
        _bodies = Series.ToDictionary(static one => one.Slug, static one => one.Body);
        var common = names.Where(static name => name.Body.Length == 0).ToDictionary(static name => name.Name, static name => name.Unit);
        _names = _bodies.Values.Distinct().ToDictionary(static body => body, IReadOnlyDictionary<string, string> (body) => NamesIn(body, common, names));
    }

    public IReadOnlyList<SeriesFacts> Series { get; }

    public IReadOnlyList<UnitFacts> Units { get; }

    public IReadOnlyList<MeetingFacts> Meetings { get; }

    public IReadOnlyList<EditionFacts> Editions { get; }

    /// <summary>The newest meeting whose minutes are not withdrawn.</summary>
    public MeetingFacts? Latest => MeetingRow.NewestFirst(Meetings).FirstOrDefault(static meeting => meeting.WithdrawnAt is null);

    public IReadOnlyList<MeetingFacts> MeetingsOf(string series) => _series.GetValueOrDefault(series, []);

    public IReadOnlyList<MeetingFacts> MeetingsOf(string series, int year) => [.. MeetingsOf(series).Where(meeting => meeting.HeldOn.Year == year)];

    /// <summary>The years of a series, newest first.</summary>
    public IReadOnlyList<YearFacts> YearsOf(string series) => _years.GetValueOrDefault(series, []);

    /// <summary>The public editions of a meeting's minutes, in ascending order.</summary>
    public IReadOnlyList<EditionFacts> EditionsOf(string series, string key) => _editions.GetValueOrDefault((series, key), []);

    public MeetingFacts Meeting(string series, string key) => MeetingsOf(series)[_places[(series, key)]];

    public (MeetingFacts? Previous, MeetingFacts? Next) Neighbours(string series, string key)
    {
        var meetings = MeetingsOf(series);
        var place = _places[(series, key)];
        return (place > 0 ? meetings[place - 1] : null, place + 1 < meetings.Count ? meetings[place + 1] : null);
    }

    /// <summary>The units that have a page, by the names that the minutes of a series print.</summary>
    public IReadOnlyDictionary<string, string> UnitNames(string series) => _names[_bodies[series]];

    /// <summary>A name of the body's own comes before one that holds for every body.</summary>
    private static Dictionary<string, string> NamesIn(string body, Dictionary<string, string> common, IEnumerable<(string Body, string Name, string Unit)> names)
    {
        var known = new Dictionary<string, string>(common);
        foreach (var name in names.Where(name => name.Body == body))
            known[name.Name] = name.Unit;
        return known;
    }
}
