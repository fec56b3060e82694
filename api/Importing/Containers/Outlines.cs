using System.Buffers.Binary;

namespace OpenMinutes.Importing;

/// <summary>
/// The shapes of letters in an embedded TrueType font (OpenType 1.9, table <c>glyf</c>). Text is read without them, and a damaged table can name billions of points.
/// </summary>
internal static class Outlines
{
    private const int DirectoryStart = 12, EntryLength = 16, LengthInEntry = 12;

    /// <summary>Says in the font's directory that the table is empty; what is no TrueType font stays as it is.</summary>
    public static void Remove(Span<byte> font)
    {
        if (font.Length < DirectoryStart || !(font.StartsWith((ReadOnlySpan<byte>)[0, 1, 0, 0]) || font.StartsWith("true"u8)))
        {
            return;
        }

        var directory = font[DirectoryStart..];
        for (var tables = BinaryPrimitives.ReadUInt16BigEndian(font[4..]); tables > 0 && directory.Length >= EntryLength; tables--, directory = directory[EntryLength..])
        {
            if (directory.StartsWith("glyf"u8))
            {
                directory[LengthInEntry..EntryLength].Clear();
            }
        }
    }
}
