using System.Buffers;

namespace OpenMinutes.Rendering.Twins;

/// <summary><c>/data/{series}/{year}.jsonl</c>: the public editions of a year as they are stored, one a line.</summary>
internal static class JsonLines
{
    /// <param name="document">A public edition, one JSON object in UTF-8.</param>
    /// <param name="output">Takes the bytes.</param>
    public static void Append(ReadOnlySpan<byte> document, IBufferWriter<byte> output)
    {
        // In a JSON text a line end is white space between tokens; in a string it would be escaped.
        int end;
        while ((end = document.IndexOfAny((byte)'\n', (byte)'\r')) >= 0)
        {
            output.Write(document[..end]);
            document = document[(end + 1)..];
        }

        output.Write(document);
        output.Write("\n"u8);
    }
}
