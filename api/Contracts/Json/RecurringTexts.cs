using System.Buffers.Binary;
using System.Numerics;
using System.Text.Json;

namespace OpenMinutes.Contracts;

/// <summary>
/// Short texts that recur, such as anchors, labels and names: the same string for the same bytes, without making it again. Each has the one place to which its bytes lead, and gives way to whoever
/// comes there next: what does not recur costs little, and nothing grows. Any number of threads may ask.
/// </summary>
internal static class RecurringTexts
{
    private const int PlaceBits = 12;

    private static readonly Known?[] All = new Known?[1 << PlaceBits];

    /// <summary>The text of some UTF-8; the same string again only where it is short.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Key.Longest)
        {
            return Utf8Text.Of(utf8);
        }

        var key = Key.Of(utf8);
        ref var place = ref All[key.Place];
        if (place is { } known && known.Key == key)
        {
            return known.Text;
        }

        var text = Utf8Text.Of(utf8);
        place = new Known(key, text);
        return text;
    }

    private sealed record Known(Key Key, string Text);

    /// <summary>All bytes of a text: how it begins and ends, which may overlap, and how long it is.</summary>
    private readonly record struct Key(ulong Begin, ulong End, int Length)
    {
        public const int Longest = 2 * sizeof(ulong);

        /// <summary>Fibonacci hashing: the upper bits of a product with 2^64 / φ depend on all bits.</summary>
        public int Place => (int)(((Begin ^ BitOperations.RotateLeft(End, 29) ^ (ulong)Length) * 0x9E3779B97F4A7C15) >> (64 - PlaceBits));

        public static Key Of(ReadOnlySpan<byte> utf8)
        {
            if (utf8.Length >= sizeof(ulong))
            {
                return new Key(BinaryPrimitives.ReadUInt64LittleEndian(utf8), BinaryPrimitives.ReadUInt64LittleEndian(utf8[^sizeof(ulong)..]), utf8.Length);
            }

            ulong all = 0;
            foreach (var one in utf8)
            {
                all = (all << 8) | one;
            }

            return new Key(all, 0, utf8.Length);
        }
    }
}
