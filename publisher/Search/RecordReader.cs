using System.Buffers;
using System.IO.Compression;
using System.Text;
using OpenMinutes.Contracts;

namespace OpenMinutes.Search;

/// <summary>
/// Reads what a record brings to its segment from its public edition: the passages with their tokens, and the file their texts are written to. One record after another,
/// in the same buffers: a release has millions of paragraphs.
/// </summary>
internal sealed class RecordReader : IDisposable
{
    /// <summary>A block is closed once it has so many bytes: a search fetches a block for each passage that it shows.</summary>
    private const int BlockSize = 5 * 1024;

    private readonly FoldedText _folded = new();
    private readonly ArrayBufferWriter<byte> _block = new(2 * BlockSize);
    private readonly MemoryStream _deflated = new();

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

    public void Dispose() => _deflated.Dispose();

    private ListedRecord WriteTexts(IndexedRecord record, string title, IIndexFiles files)
    {
        var blocks = new List<TextBlock>();
        _deflated.SetLength(0);
        for (var start = 0; start < Passages.Count; start += blocks[^1].Passages)
        {
            var (passages, before) = (WriteBlock(start), _deflated.Length);
            SearchFormat.Deflate(_block.WrittenSpan, CompressionLevel.Fastest, _deflated);
            blocks.Add(new TextBlock(passages, (int)(_deflated.Length - before)));
        }

        var content = _deflated.GetBuffer().AsMemory(0, (int)_deflated.Length);
        var version = SearchFormat.NameOf(content.Span);
        files.Write($"{SearchFormat.Root}text/{record.Series}/{record.Key}/{version}.bin", content);
        return new ListedRecord(record.Series, record.Key, record.HeldOn, title, version, blocks);
    }

    /// <summary>Writes a block of passages.</summary>
    /// <returns>How many.</returns>
    private int WriteBlock(int start)
    {
        _block.ResetWrittenCount();
        var count = 0;
        for (; start + count < Passages.Count && _block.WrittenCount < BlockSize; count++)
        {
            var passage = Passages[start + count];
            WriteField(passage.Anchor);
            WriteField(SearchFormat.Word(passage.Kind));
            WriteField(passage.Text);
        }

        return count;
    }

    /// <summary>A field ends with U+0000, which no text has: what is stored in PostgreSQL cannot hold it.</summary>
    // In UTF-16 Han takes two bytes and not three: so the quickest DEFLATE gets as far as a thorough one with UTF-8.
    private void WriteField(string? field)
    {
        Encoding.Unicode.GetBytes(field, _block);
        _block.Write("\0\0"u8);
    }
}
