using System.Buffers.Binary;

namespace OpenMinutes.Api.Features.Attachments.Cleaning;

/// <summary>
/// JPEG: a row of segments, of which those stay that make the picture, its colours (ICC, Adobe) and which side is up. Exif, XMP, IPTC, comments, thumbnails and whatever follows the end do
/// not. The picture itself is copied, not compressed again.
/// </summary>
internal static class JpegFile
{
    private const byte StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA, App0 = 0xE0, App1 = 0xE1, App2 = 0xE2, App14 = 0xEE;
    private const int JfifHead = 14;

    public static byte[] Clean(byte[] file)
    {
        var output = new MemoryStream(file.Length);
        output.Write([0xFF, StartOfImage]);
        if (Segments(file).Select(segment => OrientationOf(file.AsSpan(segment.Payload))).FirstOrDefault(static found => found > 1) is var orientation and > 1)
        {
            output.Write(ExifWith(orientation));
        }

        foreach (var (marker, whole, payload) in Segments(file))
        {
            if (marker == App0 && IsJfif(file.AsSpan(payload)))
            {
                // Without the thumbnail that it may carry.
                output.Write([0xFF, App0, 0, JfifHead + 2]);
                output.Write(file.AsSpan(payload)[..(JfifHead - 2)]);
                output.Write([0, 0]);
            }
            else if (marker < App0 || (marker == App2 && file.AsSpan(payload).StartsWith("ICC_PROFILE\0"u8)) || (marker == App14 && file.AsSpan(payload).StartsWith("Adobe"u8)))
            {
                output.Write(file.AsSpan(whole));
            }
        }

        output.Write([0xFF, EndOfImage]);
        return output.ToArray();
    }

    private static bool IsJfif(ReadOnlySpan<byte> payload) => payload.StartsWith("JFIF\0"u8) && payload.Length >= JfifHead;

    /// <summary>Every segment up to the end of the image; a scan's compressed data belongs to its segment.</summary>
    private static IEnumerable<(byte Marker, Range Whole, Range Payload)> Segments(byte[] file)
    {
        for (var at = 2; ;)
        {
            if (at + 1 < file.Length && file[at] == 0xFF && file[at + 1] == 0xFF)
            {
                at++;
                continue;
            }

            if (at + 1 >= file.Length || file[at] != 0xFF)
            {
                throw UncleanFileException.Damaged("is a JPEG image that ends in the middle");
            }

            var marker = file[at + 1];
            if (marker == EndOfImage)
            {
                yield break;
            }

            var length = at + 4 <= file.Length ? BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 2)) : 0;
            if (length < 2 || at + 2 + length > file.Length)
            {
                throw UncleanFileException.Damaged("is a JPEG image that ends in the middle");
            }

            var end = at + 2 + length;
            var payload = (at + 4)..end;
            if (marker == StartOfScan)
            {
                end = EndOfScan(file, end);
            }

            yield return (marker, at..end, payload);
            at = end;
        }
    }

    /// <summary>Where the compressed data ends: at the first marker that is neither a stuffed 0xFF nor a restart.</summary>
    private static int EndOfScan(byte[] file, int at)
    {
        while (at + 1 < file.Length)
        {
            if (file[at] == 0xFF && file[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7) or 0xFF))
            {
                return at;
            }

            at++;
        }

        throw UncleanFileException.Damaged("is a JPEG image that ends in the middle");
    }

    /// <summary>Which side is up, by an Exif segment (TIFF tag 0x0112); 0 if this is none or does not say.</summary>
    private static int OrientationOf(ReadOnlySpan<byte> payload)
    {
        if (!payload.StartsWith("Exif\0\0"u8) || payload.Length < 14)
        {
            return 0;
        }

        var tiff = payload[6..];
        var isLittle = tiff[0] == 'I';
        var directory = Number32(tiff[4..], isLittle);
        if (directory > tiff.Length - 2)
        {
            return 0;
        }

        var entries = tiff[(int)directory..];
        for (int entry = 0, count = Number16(entries, isLittle); entry < count && 2 + ((entry + 1) * 12) <= entries.Length; entry++)
        {
            var field = entries.Slice(2 + (entry * 12), 12);
            if (Number16(field, isLittle) == 0x0112)
            {
                return Number16(field[8..], isLittle) is var side and <= 8 ? side : 0;
            }
        }

        return 0;
    }

    private static ushort Number16(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Number32(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    /// <summary>An Exif segment that says which side is up, and nothing else.</summary>
    private static byte[] ExifWith(int orientation) =>
    [
        0xFF, App1, 0, 34,
        .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8,
        0, 1,
        0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0,
        0, 0, 0, 0,
    ];
}
