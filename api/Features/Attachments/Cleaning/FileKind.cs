namespace OpenMinutes.Api.Features.Attachments.Cleaning;

/// <summary>A kind of file that is accepted, because what it says beside its content can be taken away.</summary>
/// <param name="MediaType">The media type.</param>
/// <param name="Cleaner">Cleans a file that is of this kind, in this process.</param>
internal sealed record FileKind(string MediaType, Func<byte[], byte[]> Cleaner)
{
    private const string OpenXml = "application/vnd.openxmlformats-officedocument.";
    private const string OpenDocument = "application/vnd.oasis.opendocument.";

    public static FileKind Pdf { get; } = new("application/pdf", PdfFile.Clean);

    public static FileKind Jpeg { get; } = new("image/jpeg", JpegFile.Clean);

    public static FileKind Png { get; } = new("image/png", PngFile.Clean);

    public static FileKind Docx { get; } = new(OpenXml + "wordprocessingml.document", OpenXmlFile.Clean);

    public static FileKind Xlsx { get; } = new(OpenXml + "spreadsheetml.sheet", OpenXmlFile.Clean);

    public static FileKind Pptx { get; } = new(OpenXml + "presentationml.presentation", OpenXmlFile.Clean);

    public static FileKind Odt { get; } = new(OpenDocument + "text", OpenDocumentFile.Clean);

    public static FileKind Ods { get; } = new(OpenDocument + "spreadsheet", OpenDocumentFile.Clean);

    public static FileKind Odp { get; } = new(OpenDocument + "presentation", OpenDocumentFile.Clean);

    public static FileKind Text { get; } = new("text/plain", TextFile.Clean);

    public static FileKind Csv { get; } = new("text/csv", TextFile.Clean);

    public static IReadOnlyList<FileKind> All { get; } = [Pdf, Docx, Xlsx, Pptx, Odt, Ods, Odp, Jpeg, Png, Text, Csv];

    /// <summary>Whether it takes a library, or more memory than the file has, to follow a file of this kind: then a process of its own does it.</summary>
    private bool IsIntricate => MediaType.StartsWith("application/", StringComparison.Ordinal);

    public static FileKind? Of(string mediaType) => All.FirstOrDefault(kind => kind.MediaType == mediaType);

    /// <summary>
    /// The same content without what else is in the file: who wrote it, with what, when and where. Throws <see cref="UncleanFileException"/> where that cannot be had, or the file is of another kind.
    /// </summary>
    public byte[] Clean(byte[] file) => IsIntricate ? CleaningProcess.Clean(this, file) : CleanHere(file);

    /// <summary>The same in this process, whatever the file does to it.</summary>
    public byte[] CleanHere(byte[] file) => Contradiction(file) is { } found
        ? throw new UncleanFileException(FileFaults.OtherKind, $"is {found} by its content, and was sent as {MediaType}")
        : Cleaner(file);

    /// <summary>What a file is by its content, in a few words, if it is not of this kind; null if it is.</summary>
    public string? Contradiction(byte[] file)
    {
        if (!IsIntricate && IsPackage(file))
        {
            // Which one is for a process of its own to find out.
            return "a package";
        }

        var found = Sniffed(file);
        return found == this || (found == Text && this == Csv) ? null : found is null ? "of no kind that is accepted" : found.MediaType;
    }

    private static bool IsPackage(ReadOnlySpan<byte> file) => file.StartsWith("PK"u8);

    private static FileKind? Sniffed(byte[] file) =>
        file.AsSpan().StartsWith("%PDF-"u8) ? Pdf
        : file.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg
        : file.AsSpan().StartsWith(PngFile.Signature) ? Png
        : IsPackage(file) ? (OfficeArchive.MediaType(file) is { } type ? Of(type) : null)
        : TextFile.IsText(file) ? Text
        : null;
}
