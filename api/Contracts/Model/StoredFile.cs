namespace OpenMinutes.Contracts;

/// <summary>The file that is stored for an attachment of an edition.</summary>
public sealed record StoredFile
{
    /// <summary>The SHA-256 of the bytes as they were received.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Its media type.</summary>
    public required string MediaType { get; init; }

    /// <summary>The SHA-256 of the copy without metadata, which the public gets.</summary>
    public required string PublicSha256 { get; init; }

    /// <summary>How many bytes that copy has.</summary>
    public required long PublicSize { get; init; }

    /// <summary>Whether it is the file that an attachment speaks of: a draft may have come to name another since it was stored.</summary>
    /// <param name="attachment">The attachment.</param>
    public bool IsOf(Attachment attachment)
    {
        ArgumentNullException.ThrowIfNull(attachment);

        return attachment.Sha256 is null || attachment.Sha256 == Sha256;
    }
}
