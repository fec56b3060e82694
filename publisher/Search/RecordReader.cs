using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OpenMinutes.Contracts;

namespace OpenMinutes.Search;

/// <summary>
/// Reads what a record brings to its segment from its public edition: the passages with their tokens, and the blocks their texts are written to. One record after another,
/// in the same buffers: a release has millions of paragraphs.
/// </summary>
internal sealed class RecordReader : IDisposable
{
    /// <summary>A block is closed once it has so many bytes: a search fetches a block for each passage that it shows.</summary>
    private const int BlockSize = 6 * 1024;

    private readonly FoldedText _folded = new();
    private readonly ArrayBufferWriter<byte> _block = new(2 * BlockSize);
    private readonly Utf8JsonWriter _json;
    private readonly MemoryStream _deflated = new();

    public RecordReader() => _json = new Utf8JsonWriter(_block, SearchFormat.Json);

    /// <summary>How the segment lists the record that was read last.</summary>
    public ListedRecord Listed { get; private set; } = null!;

    /// <summary>Its passages.</summary>
    public IReadOnlyList<Passage> Passages { get; private set; } = [];

    /// <summary>Their tokens.</summary>
    public TokenList Tokens { get; } = new();

    public void Read(IndexedRecord record, PublicEdition edition, IReadOnlyList<LayoutLine> lines, IEnumerable<PublicDirective> directives, IIndexFiles files)
    {
        Passages = OpenMinutes.Search.Passages.Of(edition, lines, directives);
        Tokens.Clear();
        foreach (var passage in Passages)
        {
            Folding.Trace(passage.Text, _folded);
            OpenMinutes.Search.Tokens.Read(_folded, Tokens);
        }

        Listed = WriteTexts(record, edition.Title, files);
    }

    public void Dispose()
    {
        _json.Dispose();
        _deflated.Dispose();
    }

    private ListedRecord WriteTexts(IndexedRecord record, string title, IIndexFiles files)
    {
        var (counts, ends) = (new List<int>(), new List<int>());
        _deflated.SetLength(0);
        for (var start = 0; start < Passages.Count; start += counts[^1])
        {
            counts.Add(WriteBlock(start));
            SearchFormat.Deflate(_block.WrittenSpan, _deflated);
            ends.Add((int)_deflated.Length);
        }

        var blocks = _deflated.GetBuffer().AsMemory(0, (int)_deflated.Length);
        var version = SearchFormat.NameOf(blocks.Span);
        var at = 0;
        foreach (var (number, end) in ends.Index())
        {
            files.Write(string.Create(CultureInfo.InvariantCulture, $"{SearchFormat.Root}text/{record.Series}/{record.Key}/{version}-{number}.bin"), blocks[at..end]);
            at = end;
        }

        return new ListedRecord(record.Series, record.Key, record.HeldOn, title, version, counts);
    }

    /// <summary>Writes a block of passages.</summary>
    /// <returns>How many.</returns>
    private int WriteBlock(int start)
    {
        _block.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartArray();
        var (count, size) = (0, 0);
        for (; start + count < Passages.Count && size < BlockSize; count++)
        {
            var passage = Passages[start + count];
            size += Encoding.UTF8.GetByteCount(passage.Text);
            _json.WriteStartArray();
            _json.WriteStringValue(passage.Anchor ?? "");
            _json.WriteStringValue(SearchFormat.Word(passage.Kind));
            _json.WriteStringValue(passage.Text);
            _json.WriteEndArray();
        }

        _json.WriteEndArray();
        _json.Flush();
        return count;
    }
}
