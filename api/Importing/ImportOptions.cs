namespace OpenMinutes.Importing;

/// <summary>What the caller knows of a document that the document itself need not say.</summary>
public sealed record ImportOptions
{
    /// <summary>The series the meeting belongs to.</summary>
    public required string Series { get; init; }

    /// <summary>The record's id; by default the file's name without its ending, else one made of the content.</summary>
    public string? RecordId { get; init; }

    /// <summary>The system the document comes from, with <see cref="SourceId"/>.</summary>
    public string? SourceSystem { get; init; }

    /// <summary>The document's identity in that system.</summary>
    public string? SourceId { get; init; }

    /// <summary>The file's name: may give the date (2016-11-23-….txt) and the title where the minutes do not.</summary>
    public string? FileName { get; init; }
}
