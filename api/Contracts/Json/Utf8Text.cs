using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace OpenMinutes.Contracts;

/// <summary>UTF-8 to a string in one pass; <see cref="Encoding"/> goes over it twice, to count first.</summary>
internal static class Utf8Text
{
    /// <summary>How long a text is at most that is read in one pass, in bytes.</summary>
    private const int Usual = 1 << 12;

    [ThreadStatic]
    private static char[]? _characters;

    /// <exception cref="JsonException">It is no UTF-8.</exception>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Usual)
        {
            return Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : throw None();
        }

        var characters = _characters ??= new char[Usual];
        return Utf8.ToUtf16(utf8, characters, out _, out var length, replaceInvalidSequences: false) == OperationStatus.Done
            ? new string(characters, 0, length)
            : throw None();
    }

    private static JsonException None() => new("A text is no UTF-8.");
}
