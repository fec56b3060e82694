using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace OpenMinutes.Publisher.Output;

/// <summary>
/// Notes, each under a name, of which there may be more than memory should hold: once they are many they go into a file that has no name any more, so that it ends with the process
/// in whatever way. Any number of threads may add; what is read must have been added before.
/// </summary>
/// <param name="folder">Where the file is made if it is needed.</param>
/// <param name="name">How it is called for a moment; nobody else may use the name.</param>
internal sealed class Spool(string folder, string name) : IDisposable
{
    /// <summary>How many bytes of notes stay in memory. What an ordinary publication changes is less.</summary>
    private const int Most = 4 << 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Pile> _piles = new(StringComparer.Ordinal);
    private SafeFileHandle? _file;
    private long _end;
    private int _inMemory;

    /// <summary>The names under which there is a note.</summary>
    public IReadOnlyCollection<string> Names => _piles.Keys;

    /// <exception cref="IOException">There are many notes, and no place for them on disk.</exception>
    public void Add(string under, ReadOnlySpan<byte> note)
    {
        lock (_lock)
        {
            if (!_piles.TryGetValue(under, out var pile))
                _piles.Add(under, pile = new Pile());
            pile.Rest ??= new ArrayBufferWriter<byte>();
            pile.Rest.Write(note);
            _inMemory += note.Length;
            if (_inMemory > Most)
                PutAway();
        }
    }

    /// <summary>The notes under a name, one after the other as they were added; nothing if there is none.</summary>
    public byte[] Read(string under)
    {
        if (!_piles.TryGetValue(under, out var pile))
            return [];
        var notes = new byte[pile.Pieces.Sum(static piece => piece.Length) + (pile.Rest?.WrittenCount ?? 0)];
        var at = 0;
        foreach (var (start, length) in pile.Pieces)
        {
            Read(notes.AsSpan(at, length), start);
            at += length;
        }

        pile.Rest?.WrittenSpan.CopyTo(notes.AsSpan(at));
        return notes;
    }

    public void Dispose() => _file?.Dispose();

    private void PutAway()
    {
        var full = _piles.Values.Where(static pile => pile.Rest is not null).ToList();
        RandomAccess.Write(File(), [.. full.Select(static pile => pile.Rest!.WrittenMemory)], _end);
        foreach (var pile in full)
        {
            pile.Pieces.Add((_end, pile.Rest!.WrittenCount));
            _end += pile.Rest.WrittenCount;
            pile.Rest = null;
        }

        _inMemory = 0;
    }

    private SafeFileHandle File()
    {
        if (_file is null)
        {
            var path = Path.Join(folder, name);
            _file = System.IO.File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite);
            System.IO.File.Delete(path);
        }

        return _file;
    }

    private void Read(Span<byte> piece, long start)
    {
        while (piece.Length > 0)
        {
            var read = RandomAccess.Read(_file!, piece, start);
            if (read == 0)
                throw new IOException("Notes that were put away on disk are not there.");
            piece = piece[read..];
            start += read;
        }
    }

    private sealed class Pile
    {
        /// <summary>Where notes are in the file.</summary>
        public List<(long Start, int Length)> Pieces { get; } = [];

        /// <summary>Those that came later.</summary>
        public ArrayBufferWriter<byte>? Rest { get; set; }
    }
}
