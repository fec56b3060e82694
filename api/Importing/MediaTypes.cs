namespace OpenMinutes.Importing;

/// <summary>The media types that are read.</summary>
public static class MediaTypes
{
    /// <summary>Plain text: UTF-8, UTF-16 with its byte order mark, or Big5.</summary>
    public const string Text = "text/plain";

    /// <summary>Markdown.</summary>
    public const string Markdown = "text/markdown";

    /// <summary>DOCX.</summary>
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>ODT.</summary>
    public const string Odt = "application/vnd.oasis.opendocument.text";

    /// <summary>PDF with a text layer.</summary>
    public const string Pdf = "application/pdf";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Text, Markdown, Docx, Odt, Pdf];

    /// <summary>The media type of a file by its name's ending; null for one that is not read.</summary>
    public static string? OfFile(string fileName) => Path.GetExtension(fileName).ToUpperInvariant() switch
    {
        ".TXT" => Text,
        ".MD" or ".MARKDOWN" => Markdown,
        ".DOCX" => Docx,
        ".ODT" => Odt,
        ".PDF" => Pdf,
        _ => null,
    };

    internal static IReadOnlyList<SourceLine> LinesOf(ReadOnlyMemory<byte> document, string mediaType) => mediaType switch
    {
        Text or Markdown => Cleaning.Lines(Decoding.Decode(document.Span)),
        Docx => DocxReader.Lines(document),
        Odt => OdtReader.Lines(document),
        Pdf => PdfProcess.Lines(document),
        _ => throw new RefusedException(RefusalCodes.UnsupportedMediaType, $"{mediaType} is not read; {string.Join(", ", All)} are."),
    };
}
