using System.Buffers;
using System.Diagnostics;
using System.Text;
using OpenMinutes.Contracts;

namespace OpenMinutes.Rendering.Engine;

/// <summary>Where a template's text ends up: UTF-8, values escaped on the way. It is gathered in one array and handed to the caller's buffer, mostly at the end.</summary>
internal sealed class Utf8Writer
{
    private const int FirstSize = 1 << 16;

    /// <summary>No array grows beyond this: a longer text, such as a list of all that a large import made public, is handed over piece by piece.</summary>
    private const int LargestSize = 1 << 20;

    // Quotes too, so that a value is as safe in an attribute as in text; control characters because neither HTML nor XML can carry them.
    private static readonly SearchValues<char> Special = SearchValues.Create(
        "&<>\"'\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\u000b\f\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\u007f");

    /// <summary>A value of no more characters is written one by one: calls would cost more than they.</summary>
    private const int ShortLength = 32;

    private static readonly bool[] PlainAscii = [.. Enumerable.Range(0, 0x80).Select(static character => !Special.Contains((char)character))];

    /// <summary>How U+FFC0 to U+FFFF begin, of which the last two are no characters.</summary>
    private static ReadOnlySpan<byte> LastCharacters => [0xef, 0xbf];

    private IBufferWriter<byte>? _output;
    private byte[] _bytes = [];
    private int _length;

    /// <summary>Whether the template's last text opened an attribute that holds a URL.</summary>
    private bool _inUrl;

    private bool _inTag;

    public void Begin(IBufferWriter<byte> output)
    {
        Debug.Assert(_output is null);
        _output = output;
        _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
        _length = 0;
        _inUrl = false;
        _inTag = false;
    }

    public void End()
    {
        HandOver();
        ArrayPool<byte>.Shared.Return(_bytes);
        _output = null;
        _bytes = [];
    }

    /// <summary>Text of a template.</summary>
    public void Text(TemplateText text)
    {
        if (text.Length <= TemplateText.ShortLength)
        {
            text.Padded[..TemplateText.ShortLength].CopyTo(Room(TemplateText.ShortLength));
            _length += text.Length;
        }
        else
        {
            Raw(text.Padded);
        }

        _inUrl = text.OpensUrl;
        if (text.HasBracket)
        {
            _inTag = text.EndsInTag;
        }
    }

    /// <summary>Prose: with its markup in text, without in an attribute.</summary>
    public void Value(StoredText prose)
    {
        if (_inTag)
        {
            Value(prose.Text);
        }
        else
        {
            Prose.Write(prose, this);
        }
    }

    /// <summary>A value: escaped, and in an attribute that holds a URL only what a page may link to.</summary>
    public void Value(ReadOnlySpan<char> value)
    {
        Escaped(_inUrl && !SafeUrl.IsSafe(value) ? "#" : value);
        _inUrl = false;
    }

    /// <summary>Writes a text as its document has it, if there is neither anything to escape in it nor what may be markup.</summary>
    public bool TryPlain(StoredText text)
    {
        var utf8 = text.IsUnmarked ? text.Utf8 : [];
        if (utf8.IsEmpty || utf8.IndexOf(LastCharacters) >= 0)
        {
            return false;
        }

        Raw(utf8);
        return true;
    }

    public void Raw(ReadOnlySpan<char> text)
    {
        var room = Room(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, room);
    }

    public void Escaped(ReadOnlySpan<char> text)
    {
        if (text.Length <= ShortLength && TryShort(text))
        {
            return;
        }

        var next = FirstSpecial(text);
        while (next >= 0)
        {
            Raw(text[..next]);
            Raw(text[next] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ => "\ufffd",
            });
            text = text[(next + 1)..];
            next = FirstSpecial(text);
        }

        Raw(text);
    }

    private void Raw(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Room(utf8.Length));
        _length += utf8.Length;
    }

    /// <summary>Writes a text in which there is nothing to escape, and no character but those of one or three bytes.</summary>
    private bool TryShort(ReadOnlySpan<char> text)
    {
        var room = Room(3 * ShortLength);
        var plain = PlainAscii;
        var length = 0;
        foreach (var character in text)
        {
            if (character < plain.Length && plain[character])
            {
                room[length++] = (byte)character;
            }
            else if (character is >= '\u0800' and < '\ud800')
            {
                room[length] = (byte)(0xe0 | (character >> 12));
                room[length + 1] = (byte)(0x80 | ((character >> 6) & 0x3f));
                room[length + 2] = (byte)(0x80 | (character & 0x3f));
                length += 3;
            }
            else
            {
                return false;
            }
        }

        _length += length;
        return true;
    }

    /// <summary>The free end of the array, which is emptied or moved to a larger one where it is too short.</summary>
    private Span<byte> Room(int length)
    {
        if (_bytes.Length - _length < length)
            MakeRoom(length);
        return _bytes.AsSpan(_length);
    }

    private void MakeRoom(int length)
    {
        if (_bytes.Length >= LargestSize)
            HandOver();
        if (_bytes.Length - _length >= length)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _bytes.Length, _length + length));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    private void HandOver()
    {
        _output!.Write(_bytes.AsSpan(0, _length));
        _length = 0;
    }

    private static int FirstSpecial(ReadOnlySpan<char> text)
    {
        var ascii = text.IndexOfAny(Special);
        var reach = ascii < 0 ? text : text[..ascii];
        var noncharacter = reach.IndexOfAnyInRange('\ufffe', '\uffff');
        return noncharacter < 0 ? ascii : noncharacter;
    }
}
