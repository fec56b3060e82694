namespace OpenMinutes.Contracts;

/// <summary>The media types of files that go with minutes, and how the names of such files end.</summary>
public static class FileTypes
{
    private static readonly Dictionary<string, string> Extensions = new(StringComparer.Ordinal)
    {
        ["application/pdf"] = "pdf",
        ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"] = "docx",
        ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] = "xlsx",
        ["application/vnd.openxmlformats-officedocument.presentationml.presentation"] = "pptx",
        ["application/vnd.oasis.opendocument.text"] = "odt",
        ["application/vnd.oasis.opendocument.spreadsheet"] = "ods",
        ["application/vnd.oasis.opendocument.presentation"] = "odp",
        ["image/jpeg"] = "jpg",
        ["image/png"] = "png",
        ["text/plain"] = "txt",
        ["text/csv"] = "csv",
    };

    /// <summary>How the name of a file of a media type ends, without the dot; <c>bin</c> for any that is not listed.</summary>
    /// <param name="mediaType">The media type.</param>
    public static string Extension(string? mediaType) => mediaType is not null && Extensions.TryGetValue(mediaType, out var extension) ? extension : "bin";
}
