using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace OpenMinutes.Contracts;

/// <summary>Minutes as plain text (<c>minutes.txt</c>): the paragraphs of <see cref="DocumentLayout"/>, an empty line between them.</summary>
public static partial class PlainText
{
    /// <summary>Writes a public edition; the same edition gives the same text.</summary>
    public static string Write(PublicEdition edition)
    {
        var text = new ArrayBufferWriter<byte>();
        Write(DocumentLayout.Lines(edition), text);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <summary>Writes a public edition that is laid out already, in UTF-8.</summary>
    public static void Write(IEnumerable<LayoutLine> lines, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(output);

        var between = ReadOnlySpan<byte>.Empty;
        foreach (var line in lines)
        {
            output.Write(between);
            Encoding.UTF8.GetBytes(Of(line.Text), output);
            between = "\n\n"u8;
        }

        output.Write("\n"u8);
    }

    /// <summary>A paragraph without the asterisks of bold.</summary>
    public static string Of(string paragraph)
    {
        ArgumentNullException.ThrowIfNull(paragraph);
        return paragraph.Contains("**", StringComparison.Ordinal) ? Bold().Replace(paragraph, "$1") : paragraph;
    }

    [GeneratedRegex(@"\*\*(.+?)\*\*")]
    private static partial Regex Bold();
}
