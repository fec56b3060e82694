namespace OpenMinutes.Search;

/// <summary>Minutes that are public, as the index cuts and names what it makes of them; their text comes later.</summary>
internal readonly record struct IndexedRecord
{
    public required string Series { get; init; }

    public required string Key { get; init; }

    /// <summary>The body of the series: printed names of units mean something in it.</summary>
    public required string Body { get; init; }

    /// <summary>The day the meeting began, where it was held.</summary>
    public required DateOnly HeldOn { get; init; }

    /// <summary>Where it falls among all records.</summary>
    public UInt128 Place => Stretch.PlaceOf(HeldOn, Series, Key);
}
