using System.Text;

namespace OpenMinutes.Importing;

/// <summary>Bytes of plain text as text: UTF-8, UTF-16 with its byte order mark, or Big5.</summary>
internal static class Decoding
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Encoding Big5 = CodePagesEncodingProvider.Instance.GetEncoding(950, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, ..])
        {
            return Encoding.Unicode.GetString(bytes[2..]);
        }

        if (bytes is [0xFE, 0xFF, ..])
        {
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        }

        return TryDecode(Utf8, bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes)
            ?? TryDecode(Big5, bytes)
            ?? throw new RefusedException(RefusalCodes.Malformed, "The text is neither UTF-8, UTF-16 with a byte order mark, nor Big5.");
    }

    private static string? TryDecode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
