using System.Globalization;
using System.Text;
using OpenMinutes.Contracts;

namespace OpenMinutes.Search;

/// <summary>What a record brings to its segment, read from its public edition: the passages' tokens, and the blocks their texts were written to.</summary>
internal sealed class RecordEntry : ITokenReader
{
    /// <summary>A block is closed once it has so many bytes: a search fetches a block for each passage that it shows.</summary>
    private const int BlockSize = 6 * 1024;

    private readonly IndexedRecord _record;
    private readonly List<ulong> _pairs;
    private readonly List<string> _words = [];
    private readonly List<(Passage Passage, int Pairs, int Words)> _passages = [];

    private RecordEntry(IndexedRecord record, int length)
    {
        _record = record;
        _pairs = new List<ulong>(length);
    }

    /// <summary>How its segment lists it.</summary>
    public ListedRecord Listed { get; private set; } = null!;

    public static RecordEntry Read(IndexedRecord record, PublicEdition edition, IReadOnlyList<LayoutLine> lines, IEnumerable<PublicDirective> directives, IIndexFiles files)
    {
        var passages = OpenMinutes.Search.Passages.Of(edition, lines, directives);

        // A text has a pair for each of its characters.
        var entry = new RecordEntry(record, passages.Sum(static passage => passage.Text.Length));
        foreach (var passage in passages)
        {
            Tokens.Read(Folding.Trace(passage.Text), entry);
            entry._passages.Add((passage, entry._pairs.Count, entry._words.Count));
        }

        entry.Listed = entry.WriteTexts(edition.Title, files);
        return entry;
    }

    public void Pair(ulong pair) => _pairs.Add(pair);

    public void Word(ReadOnlySpan<char> word) => _words.Add(word.ToString());

    /// <summary>Adds the passages with their tokens and filters to those of the segment.</summary>
    /// <param name="postings">Takes them.</param>
    /// <param name="first">The number of the first passage.</param>
    public void AddTo(Postings postings, int first)
    {
        var (pair, word) = (0, 0);
        foreach (var (number, (passage, pairs, words)) in _passages.Index())
        {
            postings.BeginPassage(first + number);
            for (; pair < pairs; pair++)
            {
                postings.Pair(_pairs[pair]);
            }

            for (; word < words; word++)
            {
                postings.Word(_words[word]);
            }

            postings.Filter($"kind:{SearchFormat.Word(passage.Kind)}");
            postings.Filter($"series:{_record.Series}");
            postings.Filter($"year:{_record.HeldOn.Year}");
            foreach (var unit in passage.Units)
            {
                postings.Filter($"unit:{unit}@{_record.Body}");
            }
        }
    }

    private ListedRecord WriteTexts(string title, IIndexFiles files)
    {
        var counts = new List<int>();
        var blocks = new List<byte[]>();
        for (var start = 0; start < _passages.Count; start += counts[^1])
        {
            var (count, size) = (0, 0);
            for (; start + count < _passages.Count && size < BlockSize; count++)
            {
                size += Encoding.UTF8.GetByteCount(_passages[start + count].Passage.Text);
            }

            blocks.Add(SearchFormat.Deflate(SearchFormat.WriteJson(json =>
            {
                json.WriteStartArray();
                foreach (var (passage, _, _) in _passages.Skip(start).Take(count))
                {
                    json.WriteStartArray();
                    json.WriteStringValue(passage.Anchor ?? "");
                    json.WriteStringValue(SearchFormat.Word(passage.Kind));
                    json.WriteStringValue(passage.Text);
                    json.WriteEndArray();
                }

                json.WriteEndArray();
            })));
            counts.Add(count);
        }

        var version = SearchFormat.NameOf(blocks);
        foreach (var (number, block) in blocks.Index())
            files.Write(string.Create(CultureInfo.InvariantCulture, $"{SearchFormat.Root}text/{_record.Series}/{_record.Key}/{version}-{number}.bin"), block);
        return new ListedRecord(_record.Series, _record.Key, _record.HeldOn, title, version, counts);
    }
}
