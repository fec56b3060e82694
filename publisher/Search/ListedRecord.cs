namespace OpenMinutes.Search;

/// <summary>A record as its segment lists it: what a result says of the meeting, and in which blocks its passages are.</summary>
/// <param name="Series">Its series.</param>
/// <param name="Key">Its key there.</param>
/// <param name="HeldOn">The day of the meeting.</param>
/// <param name="Title">Its title.</param>
/// <param name="Version">Part of the names of the text blocks.</param>
/// <param name="Blocks">How many passages each block has.</param>
internal sealed record ListedRecord(string Series, string Key, DateOnly HeldOn, string Title, string Version, IReadOnlyList<int> Blocks)
{
    public int Passages => Blocks.Sum();
}
