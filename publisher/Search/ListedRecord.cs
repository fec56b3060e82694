namespace OpenMinutes.Search;

/// <summary>A record as its segment lists it: what a result says of the meeting, and in which blocks its passages are.</summary>
/// <param name="Series">Its series.</param>
/// <param name="Key">Its key there.</param>
/// <param name="HeldOn">The day of the meeting.</param>
/// <param name="Title">Its title.</param>
/// <param name="Version">The name of the file of its texts.</param>
/// <param name="Blocks">The blocks of that file.</param>
internal sealed record ListedRecord(string Series, string Key, DateOnly HeldOn, string Title, string Version, IReadOnlyList<TextBlock> Blocks)
{
    public int Passages => Blocks.Sum(static block => block.Passages);
}

/// <summary>A part of a record's texts that is fetched by itself.</summary>
/// <param name="Passages">How many passages it has.</param>
/// <param name="Bytes">How many bytes it takes in the file.</param>
internal readonly record struct TextBlock(int Passages, int Bytes);
