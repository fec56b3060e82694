using System.Text.RegularExpressions;

namespace OpenMinutes.Contracts;

/// <summary>Minutes as plain text (<c>minutes.txt</c>): the paragraphs of <see cref="DocumentLayout"/>, an empty line between them.</summary>
public static partial class PlainText
{
    /// <summary>Writes a public edition; the same edition gives the same text.</summary>
    public static string Write(PublicEdition edition) =>
        string.Join("\n\n", DocumentLayout.Lines(edition).Select(static line => Of(line.Text))) + "\n";

    /// <summary>A paragraph without the asterisks of bold.</summary>
    public static string Of(string paragraph)
    {
        ArgumentNullException.ThrowIfNull(paragraph);
        return paragraph.Contains("**", StringComparison.Ordinal) ? Bold().Replace(paragraph, "$1") : paragraph;
    }

    [GeneratedRegex(@"\*\*(.+?)\*\*")]
    private static partial Regex Bold();
}
