using System.Security.Cryptography;
using System.Text;

namespace OpenMinutes.Search;

/// <summary>
/// A stretch of all places there are: the places that begin with the same bits. A record's place is the day of its meeting, then a hash of its identity.
/// </summary>
/// <param name="Bits">The bits that the places begin with, then zeros.</param>
/// <param name="Depth">How many bits.</param>
internal readonly record struct Stretch(UInt128 Bits, int Depth)
{
    public static readonly Stretch All = new(UInt128.Zero, 0);

    // All days from year 1 to 2870 have numbers of so many bits.
    private const int DayBits = 20;
    private const int PlaceBits = 128;

    public Stretch Parent => Of(Bits, Depth - 1);

    public UInt128 LastPlace => Depth == PlaceBits ? Bits : Bits | (UInt128.MaxValue >> Depth);

    public DateOnly FirstDay => DateOnly.FromDayNumber((int)Math.Min((uint)(Bits >> (PlaceBits - DayBits)), (uint)DateOnly.MaxValue.DayNumber));

    public DateOnly LastDay => Depth >= DayBits
        ? FirstDay
        : DateOnly.FromDayNumber(Math.Min(DateOnly.MaxValue.DayNumber, FirstDay.DayNumber + (1 << (DayBits - Depth)) - 1));

    /// <summary>The first bits of a place.</summary>
    public static Stretch Of(UInt128 place, int depth) => new(depth == 0 ? UInt128.Zero : place >> (PlaceBits - depth) << (PlaceBits - depth), depth);

    public static UInt128 PlaceOf(DateOnly heldOn, string series, string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{series}/{key}"));
        return ((UInt128)(uint)heldOn.DayNumber << (PlaceBits - DayBits)) | (new UInt128(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash, 8)) >> DayBits);
    }

    public bool Contains(UInt128 place) => Of(place, Depth).Bits == Bits;

    public bool Contains(Stretch other) => other.Depth >= Depth && Contains(other.Bits);

    /// <summary>The later half and the earlier.</summary>
    public (Stretch Later, Stretch Earlier) Halves() => (new(Bits | (UInt128.One << (PlaceBits - 1 - Depth)), Depth + 1), new(Bits, Depth + 1));

    /// <summary>The bits, a character each.</summary>
    public override string ToString() => string.Create(Depth, Bits, static (text, bits) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = (bits >> (PlaceBits - 1 - i) & UInt128.One) == UInt128.One ? '1' : '0';
        }
    });

    public static Stretch Parse(string text)
    {
        var bits = UInt128.Zero;
        for (var i = 0; i < text.Length; i++)
        {
            bits |= text[i] == '1' ? UInt128.One << (PlaceBits - 1 - i) : UInt128.Zero;
        }

        return new Stretch(bits, text.Length);
    }
}
