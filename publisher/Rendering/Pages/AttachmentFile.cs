using OpenMinutes.Contracts;

namespace OpenMinutes.Rendering.Pages;

/// <summary>Where a file that goes with minutes stands: its name holds its content's hash, so that each edition keeps its own file.</summary>
internal static class AttachmentFile
{
    private const int HashDigits = 12;

    /// <summary>Where the file of an attachment is; null if there is none.</summary>
    public static string? UrlOf(PublicEdition edition, PublicAttachment file) =>
        file.Sha256 is { } sha256 ? UrlOf(edition.Series, edition.Key, file.Id, sha256, file.MediaType) : null;

    public static string UrlOf(string series, string key, string attachment, string sha256, string? mediaType) =>
        $"{MinutesPage.UrlOf(series, key)}files/{attachment}-{sha256[..HashDigits]}.{FileTypes.Extension(mediaType)}";
}
