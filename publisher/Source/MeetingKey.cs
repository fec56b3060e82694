namespace OpenMinutes.Publisher.Source;

/// <summary>Which meeting: its only identity on the website.</summary>
internal readonly record struct MeetingKey(string Series, string Key)
{
    public override string ToString() => $"{Series}/{Key}";
}

/// <summary>A year of a series, by the day on which meetings were held.</summary>
internal readonly record struct SeriesYearKey(string Series, int Year);

/// <summary>A year in which a unit appears.</summary>
internal readonly record struct UnitYearKey(string Unit, int Year);
