namespace OpenMinutes.Api.Features.Attachments.Cleaning;

/// <summary>A file that cannot be made fit for the public. The message completes "The file …".</summary>
internal sealed class UncleanFileException(string code, string detail, Exception? cause = null) : Exception(detail, cause)
{
    public string Code { get; } = code;

    public static UncleanFileException Damaged(string detail, Exception? cause = null) => new(FileFaults.Damaged, detail, cause);
}

/// <summary>Why a file is refused. Closed; docs/api.md explains each.</summary>
internal static class FileFaults
{
    public const string Damaged = "damaged-file";
    public const string HiddenContent = "hidden-content";
    public const string Signed = "signed";
    public const string Encrypted = Importing.RefusalCodes.Encrypted;
    public const string ActiveContent = Importing.RefusalCodes.ActiveContent;
    public const string DigestMismatch = "digest-mismatch";
    public const string MediaTypeMismatch = "media-type-mismatch";

    /// <summary>Not told of a place in the file, but as the problem of the same name.</summary>
    public const string OtherKind = Importing.RefusalCodes.UnsupportedMediaType;
}
