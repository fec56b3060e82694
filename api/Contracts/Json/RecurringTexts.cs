using System.Buffers.Binary;
using System.Numerics;

namespace OpenMinutes.Contracts;

/// <summary>
/// Texts that recur, such as anchors, labels and names: the same string for the same bytes, without making it again. Each has the one place to which its bytes lead, and gives way to whoever comes
/// there next: what does not recur costs little, and nothing grows. Any number of threads may ask.
/// </summary>
internal static class RecurringTexts
{
    private const int PlaceBits = 12;

    /// <summary>A longer text, in bytes, is likely to be said once.</summary>
    private const int Longest = 64;

    private static readonly Known?[] All = new Known?[1 << PlaceBits];

    /// <summary>The text of some UTF-8.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest)
        {
            return Utf8Text.Of(utf8);
        }

        ref var place = ref All[PlaceOf(utf8)];
        if (place is { } known && utf8.SequenceEqual(known.Utf8))
        {
            return known.Text;
        }

        var text = Utf8Text.Of(utf8);
        place = new Known(utf8.ToArray(), text);
        return text;
    }

    /// <summary>By how a text begins and ends, and how long it is.</summary>
    private static int PlaceOf(ReadOnlySpan<byte> utf8)
    {
        ulong mixed = 0;
        if (utf8.Length >= sizeof(ulong))
        {
            mixed = BinaryPrimitives.ReadUInt64LittleEndian(utf8) ^ BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(utf8[^sizeof(ulong)..]), 29);
        }
        else
        {
            foreach (var one in utf8)
            {
                mixed = (mixed << 8) | one;
            }
        }

        // Fibonacci hashing: the upper bits of a product with 2^64 / φ depend on all bits.
        return (int)(((mixed ^ (ulong)utf8.Length) * 0x9E3779B97F4A7C15) >> (64 - PlaceBits));
    }

    private sealed record Known(byte[] Utf8, string Text);
}
