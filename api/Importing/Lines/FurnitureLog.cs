namespace OpenMinutes.Importing;

/// <summary>What was taken away, gathered by text: a running head of nine pages is one entry with nine lines.</summary>
internal sealed class FurnitureLog
{
    private readonly Dictionary<(FurnitureKind, string), List<int>> _entries = [];

    public void Add(FurnitureKind kind, string text, int line)
    {
        var bare = text.Trim();
        if (bare.Length == 0)
        {
            return;
        }

        if (!_entries.TryGetValue((kind, bare), out var lines))
        {
            _entries.Add((kind, bare), lines = []);
        }

        lines.Add(line);
    }

    public IReadOnlyList<Furniture> Entries =>
        [.. _entries.Select(entry => new Furniture(entry.Key.Item1, entry.Key.Item2, [.. entry.Value.Order()])).OrderBy(entry => entry.Lines[0]).ThenBy(entry => entry.Kind)];
}
