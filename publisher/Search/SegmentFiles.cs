using System.Globalization;

namespace OpenMinutes.Search;

/// <summary>The files of a segment: <c>head.bin</c>, <c>records.bin</c>, and the shards <c>0.bin</c>, <c>1.bin</c>, ….</summary>
internal static class SegmentFiles
{
    /// <summary>Writes the files and returns the name of their folder. A reader who has the names of one release never sees the files of another.</summary>
    public static string Write(IReadOnlyList<RecordEntry> entries, Action<string, ReadOnlyMemory<byte>> write)
    {
        var postings = new Postings();
        foreach (var entry in entries)
        {
            entry.AddTo(postings);
        }

        var shards = postings.Shards().ToList();
        var files = new List<(string Name, byte[] Content)>
        {
            ("head.bin", Head(entries, shards.Select(static shard => shard.First))),
            ("records.bin", Records(entries)),
        };
        files.AddRange(shards.Select(static (shard, number) => (string.Create(CultureInfo.InvariantCulture, $"{number}.bin"), shard.Content)));

        var folder = SearchFormat.NameOf(files.Select(static file => file.Content));
        foreach (var (name, content) in files)
        {
            write($"{SearchFormat.Root}{folder}/{name}", content);
        }

        return folder;
    }

    /// <summary>What a query needs to find its shards and to tell the passages' records apart.</summary>
    private static byte[] Head(IReadOnlyList<RecordEntry> entries, IEnumerable<string> firsts) => SearchFormat.Deflate(SearchFormat.WriteJson(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("passages");
        foreach (var entry in entries)
        {
            json.WriteNumberValue(entry.Passages);
        }

        json.WriteEndArray();
        json.WriteStartArray("shards");
        foreach (var first in firsts)
        {
            json.WriteStringValue(first);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }));

    /// <summary>What a result says of its meeting, and in which block its text is.</summary>
    private static byte[] Records(IReadOnlyList<RecordEntry> entries) => SearchFormat.Deflate(SearchFormat.WriteJson(json =>
    {
        json.WriteStartArray();
        foreach (var entry in entries)
        {
            json.WriteStartArray();
            json.WriteStringValue(entry.Record.Series);
            json.WriteStringValue(entry.Record.Key);
            json.WriteStringValue(SearchFormat.Day(entry.Record.HeldOn));
            json.WriteStringValue(entry.Title);
            json.WriteStringValue(entry.Version);
            json.WriteStartArray();
            foreach (var passages in entry.Blocks)
            {
                json.WriteNumberValue(passages);
            }

            json.WriteEndArray();
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }));
}
