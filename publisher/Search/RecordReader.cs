using System.Buffers;
using System.Text;
using OpenMinutes.Contracts;

namespace OpenMinutes.Search;

/// <summary>
/// Reads what a record brings to its segment from its public edition: the passages with their tokens, and the file their texts are written to. One record after another,
/// in the same buffers: a release has millions of paragraphs.
/// </summary>
internal sealed class RecordReader
{
    /// <summary>A block is closed once it has so many bytes: a search fetches a block for each passage that it shows.</summary>
    private const int BlockSize = 2 * 1024;

    private readonly FoldedText _folded = new();

    private readonly ArrayBufferWriter<byte> _texts = new(1 << 15);

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
            OpenMinutes.Search.Tokens.Read(passage.Text, _folded, Tokens);

        Listed = WriteTexts(record, edition.Title, files);
    }

    private ListedRecord WriteTexts(IndexedRecord record, string title, IIndexFiles files)
    {
        var blocks = new List<TextBlock>();
        _texts.ResetWrittenCount();
        for (var start = 0; start < Passages.Count; start += blocks[^1].Passages)
        {
            var before = _texts.WrittenCount;
            var passages = WriteBlock(start, before + BlockSize);
            blocks.Add(new TextBlock(passages, _texts.WrittenCount - before));
        }

        // Not deflated: a search fetches so little of the file that it would not repay.
        var version = SearchFormat.NameOf(_texts.WrittenSpan);
        files.Write($"{SearchFormat.TextsOf(record.Series, record.Key)}{version}.utf8", _texts.WrittenSpan);
        return new ListedRecord(record.Series, record.Key, record.HeldOn, title, version, blocks);
    }

    /// <summary>Writes passages until a block is full.</summary>
    /// <returns>How many.</returns>
    private int WriteBlock(int start, int full)
    {
        var count = 0;
        for (; start + count < Passages.Count && _texts.WrittenCount < full; count++)
        {
            var passage = Passages[start + count];
            WriteField(passage.Anchor);
            WriteField(SearchFormat.Word(passage.Kind));
            WriteField(passage.Text);
        }

        return count;
    }

    /// <summary>A field ends with U+0000, which no text has: what is stored in PostgreSQL cannot hold it.</summary>
    private void WriteField(string? field)
    {
        // At most three bytes for a UTF-16 unit: to count them before takes as long as to write them.
        var bytes = _texts.GetSpan(3 * (field?.Length ?? 0) + 1);
        var length = Encoding.UTF8.GetBytes(field, bytes);
        bytes[length] = 0;
        _texts.Advance(length + 1);
    }
}
