using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace OpenMinutes.Contracts;

/// <summary>Minutes as plain text (<c>minutes.txt</c>): the paragraphs of <see cref="DocumentLayout"/>, an empty line between them.</summary>
public static partial class PlainText
{
    /// <summary>Writes a public edition; the same edition gives the same text.</summary>
    public static string Write(PublicEdition edition) => Write(DocumentLayout.Lines(edition));

    /// <summary>Writes a public edition that is laid out already.</summary>
    public static string Write(IEnumerable<LayoutLine> lines) => string.Join("\n\n", lines.Select(static line => Of(line.Text))) + "\n";

    /// <summary>Writes the same as bytes.</summary>
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
