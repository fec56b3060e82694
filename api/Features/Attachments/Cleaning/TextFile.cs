using System.Text.Unicode;

namespace OpenMinutes.Api.Features.Attachments.Cleaning;

/// <summary>Plain text and CSV: they say nothing beside their content.</summary>
internal static class TextFile
{
    /// <summary>UTF-8 without control characters that no text has.</summary>
    public static bool IsText(ReadOnlySpan<byte> file) => Utf8.IsValid(file) && file.IndexOfAnyInRange((byte)0x00, (byte)0x08) < 0;

    public static byte[] Clean(byte[] file) => file;
}
