using System.Text;

namespace OpenMinutes.Importing;

/// <summary>Gathers the lines of a document that a container has as paragraphs, tables and page heads.</summary>
internal sealed class LineSink
{
    private const int MostLines = 400_000;

    private readonly List<SourceLine> _lines = [];
    private readonly Stack<List<string>> _cells = new();
    private readonly Stack<StringBuilder> _paragraphs = new();

    public IReadOnlyList<SourceLine> Lines => _lines;

    public void Paragraph(string text)
    {
        if (_cells.Count > 0)
        {
            _cells.Peek().Add(text);
        }
        else
        {
            Add(text, null);
        }
    }

    public void Furniture(string text) => Add(text, FurnitureKind.RunningHead);

    /// <summary>A row of a table: one line where each cell has one paragraph, else a line each.</summary>
    public void Row(IReadOnlyList<IReadOnlyList<string>> cells)
    {
        var filled = cells.Select(cell => cell.Where(text => text.Trim().Length > 0).ToList()).Where(cell => cell.Count > 0).ToList();
        if (filled.TrueForAll(cell => cell.Count == 1))
        {
            Paragraph(string.Join('\t', filled.Select(cell => cell[0].Trim())));
        }
        else
        {
            foreach (var text in filled.SelectMany(cell => cell))
            {
                Paragraph(text);
            }
        }
    }

    public void StartCell() => _cells.Push([]);

    public IReadOnlyList<string> EndCell() => _cells.Pop();

    public StringBuilder StartParagraph()
    {
        _paragraphs.Push(new StringBuilder());
        return _paragraphs.Peek();
    }

    public StringBuilder? Open => _paragraphs.TryPeek(out var paragraph) ? paragraph : null;

    public string EndParagraph() => _paragraphs.Pop().ToString();

    private void Add(string text, FurnitureKind? kind)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (_lines.Count == MostLines)
            {
                throw new RefusedException(RefusalCodes.TooLarge, $"The document has more than {MostLines:N0} lines.");
            }

            var (words, bold) = kind is null ? Weight.Marked(line) : (Weight.Plain(line), false);
            _lines.Add(new SourceLine(_lines.Count + 1, words) { Furniture = kind, IsTypeset = bold });
        }
    }
}
