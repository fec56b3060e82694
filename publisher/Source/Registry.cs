using OpenMinutes.Rendering;

namespace OpenMinutes.Publisher.Source;

/// <summary>The series and the units: what does not grow with the number of meetings.</summary>
internal sealed class Registry
{
    private readonly Dictionary<string, SeriesFacts> _series;
    private readonly Dictionary<string, Dictionary<string, string>> _names;

    /// <param name="series">The series, by slug.</param>
    /// <param name="units">The units, in their order.</param>
    /// <param name="names">Which printed name means which unit in the minutes of which body.</param>
    public Registry(IReadOnlyList<SeriesFacts> series, IReadOnlyList<UnitFacts> units, IReadOnlyList<PrintedName> names)
    {
        Series = series;
        Units = units;
        Names = names;
        _series = series.ToDictionary(static one => one.Slug);
        _names = names.GroupBy(static name => name.Body).ToDictionary(static body => body.Key, static body => body.ToDictionary(static name => name.Name, static name => name.Unit));
    }

    public IReadOnlyList<SeriesFacts> Series { get; }

    public IReadOnlyList<UnitFacts> Units { get; }

    public IReadOnlyList<PrintedName> Names { get; }

    public SeriesFacts Of(string series) => _series[series];

    /// <summary>The units that have a page, by the names that the minutes of a series print.</summary>
    public IReadOnlyDictionary<string, string> UnitNames(string series) => _names.GetValueOrDefault(_series[series].Body) ?? [];

    /// <summary>The units that a meeting names.</summary>
    public IEnumerable<string> UnitsOf(PlacedMeeting meeting)
    {
        var units = UnitNames(meeting.Meeting.Series);
        return meeting.UnitNames.Select(units.GetValueOrDefault).OfType<string>().Distinct();
    }
}

/// <summary>A name that the minutes of a body print, and the unit it means there.</summary>
internal sealed record PrintedName(string Body, string Name, string Unit);
