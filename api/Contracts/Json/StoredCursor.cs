using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Json;

namespace OpenMinutes.Contracts;

/// <summary>
/// Goes through a document that was written with <see cref="MinutesJson.Options"/>, in which there is no white space and no name has anything to escape. What is not plain is left to the serializer,
/// which reads it or says what is wrong. That a member comes twice is not looked for: the last one holds. No bytes whatever lead it anywhere but to the end or to a <see cref="JsonException"/>.
/// </summary>
internal ref struct StoredCursor
{
    /// <summary>As deep as the serializer goes.</summary>
    private const int MaxDepth = 128;

    private static readonly JsonReaderOptions Reading = new() { MaxDepth = MaxDepth };

    /// <summary>What ends a text, and what no plain one holds.</summary>
    private static readonly SearchValues<byte> NotPlain = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(static control => (byte)control)]);

    /// <summary>The same, and what may be markup.</summary>
    private static readonly SearchValues<byte> NotUnmarked = SearchValues.Create([(byte)'\\', .. Enumerable.Range(0, ' ').Select(static control => (byte)control), .. StoredText.Markup]);

    private readonly ReadOnlyMemory<byte> _document;
    private readonly ReadOnlySpan<byte> _utf8;
    private int _at;
    private int _depth;

    private StoredCursor(ReadOnlyMemory<byte> document)
    {
        _document = document;
        _utf8 = document.Span;
    }

    internal delegate T ReadOne<T>(ref StoredCursor cursor);

    /// <summary>The byte that comes; 0, which no document holds, at the end.</summary>
    private readonly byte Next => _at < _utf8.Length ? _utf8[_at] : default;

    /// <summary>What comes behind the quotation mark with which a text begins; nothing if none begins.</summary>
    private readonly ReadOnlySpan<byte> Ahead => Next == '"' ? _utf8[(_at + 1)..] : [];

    /// <summary>Reads a document to its end.</summary>
    /// <exception cref="JsonException">It is no such document.</exception>
    public static T Whole<T>(ReadOnlyMemory<byte> document, ReadOne<T> read)
    {
        var cursor = new StoredCursor(document);
        var whole = read(ref cursor);
        return cursor._at == document.Length ? whole : throw cursor.Wrong();
    }

    /// <summary>Begins an object.</summary>
    public void Begin() => Open((byte)'{');

    /// <summary>Whether the object has another member, before whose name it then stands; otherwise it stands behind the object.</summary>
    public bool HasMember() => HasAnother((byte)'{', (byte)'}');

    /// <summary>Whether the member that comes is of a name; if so, its value comes next.</summary>
    /// <param name="name">The name as it is written, with its quotes and colon.</param>
    public bool Is(ReadOnlySpan<byte> name)
    {
        if (!_utf8[_at..].StartsWith(name))
        {
            return false;
        }

        _at += name.Length;
        return true;
    }

    /// <summary>For a member that is of no name that the object may have.</summary>
    public readonly JsonException Unknown(string owner) => new($"{owner} has no such member as comes at byte {_at}.");

    /// <summary>A list, each entry of which is read by a method.</summary>
    public IReadOnlyList<T> List<T>(ReadOne<T> read)
    {
        // Nearly all are short, and take no more room than they need.
        var few = default(Few<T>);
        List<T>? many = null;
        var count = 0;
        Open((byte)'[');
        for (; HasAnother((byte)'[', (byte)']'); count++)
        {
            var entry = read(ref this);
            if (count < Few<T>.Length)
            {
                few[count] = entry;
            }
            else
            {
                (many ??= [.. few]).Add(entry);
            }
        }

        return many ?? (IReadOnlyList<T>)few[..count].ToArray();
    }

    /// <summary>A text; null for an empty one.</summary>
    public string? Text() => NullIfEmpty(TakesPlain(out var utf8) ? Utf8Text.Of(utf8) : Part<string>());

    /// <summary>The same, left where it is.</summary>
    public StoredText? Stored()
    {
        var isUnmarked = Takes(Ahead.IndexOfAny(NotUnmarked), out var utf8);
        if (!isUnmarked && !TakesPlain(out utf8))
        {
            return StoredText.Of(NullIfEmpty(Part<string>()));
        }

        return utf8.IsEmpty ? null : new StoredText(_document.Slice(_at - 1 - utf8.Length, utf8.Length), isUnmarked);
    }

    /// <summary>A text that is likely to stand in many places and documents; null for an empty one.</summary>
    public string? Recurring() => NullIfEmpty(TakesPlain(out var utf8) ? RecurringTexts.Of(utf8) : Part<string>());

    /// <summary>A word of an enumeration.</summary>
    public T Word<T>()
        where T : struct, Enum
    {
        if (TakesPlain(out var word))
        {
            foreach (var (utf8, value) in Words<T>.All)
            {
                if (word.SequenceEqual(utf8))
                {
                    return value;
                }
            }
        }

        throw Wrong();
    }

    /// <summary>A time with its offset.</summary>
    public DateTimeOffset Time()
    {
        // No time has anything to escape, and what is escaped in other texts may be no text at all.
        var reader = Value(JsonTokenType.String);
        return !reader.ValueIsEscaped && reader.TryGetDateTimeOffset(out var time) ? time : throw Wrong();
    }

    /// <summary>A whole number.</summary>
    public int Integer() => Value(JsonTokenType.Number).TryGetInt32(out var number) ? number : throw Wrong();

    /// <summary>A number.</summary>
    public decimal Number() => Value(JsonTokenType.Number).TryGetDecimal(out var number) ? number : throw Wrong();

    /// <summary>What is rare, or hard to read: the serializer reads it.</summary>
    public T? Part<T>()
    {
        var reader = new Utf8JsonReader(_utf8[_at..], Reading);
        var part = StoredJson.Part<T>(ref reader);
        _at += (int)reader.BytesConsumed;
        return part;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>Takes a text, if one comes and nothing in it is escaped.</summary>
    private bool TakesPlain(out ReadOnlySpan<byte> utf8) => Takes(Plain(Ahead), out utf8);

    /// <summary>Takes a text, if one comes and ends behind so many bytes.</summary>
    private bool Takes(int length, out ReadOnlySpan<byte> utf8)
    {
        var ahead = Ahead;
        if (length >= 0 && ahead[length] == '"')
        {
            utf8 = ahead[..length];
            _at += length + 2;
            return true;
        }

        utf8 = default;
        return false;
    }

    /// <summary>Takes a value that the reader of the serializer understands; the serializer itself looks at it twice.</summary>
    private Utf8JsonReader Value(JsonTokenType type)
    {
        var reader = new Utf8JsonReader(_utf8[_at..]);
        if (!reader.Read() || reader.TokenType != type)
        {
            throw Wrong();
        }

        _at += (int)reader.BytesConsumed;
        return reader;
    }

    /// <summary>How many bytes come before what is not plain; -1 if nothing but plain ones come. Most texts are so short that a single vector holds them and their end.</summary>
    private static int Plain(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length >= Vector128<byte>.Count)
        {
            var first = Vector128.Create(utf8[..Vector128<byte>.Count]);
            var ends = Vector128.Equals(first, Vector128.Create((byte)'"')) | Vector128.Equals(first, Vector128.Create((byte)'\\')) | Vector128.LessThan(first, Vector128.Create((byte)' '));
            if (ends != Vector128<byte>.Zero)
            {
                return BitOperations.TrailingZeroCount(ends.ExtractMostSignificantBits());
            }
        }

        return utf8.IndexOfAny(NotPlain);
    }

    private void Open(byte bracket)
    {
        Take(bracket);
        if (++_depth > MaxDepth)
        {
            throw Wrong();
        }
    }

    /// <summary>Takes the comma before a further member or entry, or the bracket behind the last.</summary>
    private bool HasAnother(byte opening, byte closing)
    {
        if (Next == closing)
        {
            _at++;
            _depth--;
            return false;
        }

        if (_utf8[_at - 1] != opening)
        {
            Take((byte)',');
        }

        return true;
    }

    private void Take(byte expected)
    {
        if (Next != expected)
        {
            throw Wrong();
        }

        _at++;
    }

    private readonly JsonException Wrong() => new($"At byte {_at} stands what is not expected.");

    [InlineArray(Length)]
    private struct Few<T>
    {
        public const int Length = 8;

        private T _first;
    }

    /// <summary>The words of an enumeration, by the rule of <see cref="MinutesJson.Options"/>.</summary>
    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly (byte[] Utf8, T Value)[] All =
            [.. Enum.GetValues<T>().Select(static value => (Encoding.UTF8.GetBytes(JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString())), value))];
    }
}
