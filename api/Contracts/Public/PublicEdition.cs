using System.ComponentModel.DataAnnotations;

namespace OpenMinutes.Contracts;

/// <summary>
/// The public edition (公告版): the disclosed copy of one edition of a record, made by an allow-list.
/// It holds no record id, source, note or warning. Only what survives withholding is required in it.
/// </summary>
public sealed record PublicEdition
{
    /// <summary>The edition's number (版次), counted from 1.</summary>
    /// <example>1</example>
    [Range(1, int.MaxValue)]
    public required int Edition { get; init; }

    /// <summary>When the edition went public; absent on what is not public yet.</summary>
    /// <example>2025-12-01T10:00:00+08:00</example>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>What this edition changed in the one before.</summary>
    [StringLength(Limits.Text)]
    public string? ChangeNote { get; init; }

    /// <inheritdoc cref="MeetingRecord.Series"/>
    [RegularExpression(Patterns.Slug)]
    public required string Series { get; init; }

    /// <summary>The meeting's key in its series and in its URL.</summary>
    /// <example>2025-018</example>
    [RegularExpression(Patterns.Slug)]
    public required string Key { get; init; }

    /// <inheritdoc cref="MeetingRecord.Number"/>
    [Range(1, 1_000_000)]
    public int? Number { get; init; }

    /// <inheritdoc cref="MeetingRecord.Term"/>
    [Range(1, 1_000_000)]
    public int? Term { get; init; }

    /// <inheritdoc cref="MeetingRecord.Session"/>
    [Range(1, 1_000_000)]
    public int? Session { get; init; }

    /// <inheritdoc cref="MeetingRecord.Kind"/>
    public MeetingKind? Kind { get; init; }

    /// <inheritdoc cref="MeetingRecord.Title"/>
    [StringLength(Limits.Line)]
    public required string Title { get; init; }

    /// <inheritdoc cref="MeetingRecord.Start"/>
    public required DateTimeOffset Start { get; init; }

    /// <inheritdoc cref="MeetingRecord.End"/>
    public DateTimeOffset? End { get; init; }

    /// <inheritdoc cref="MeetingRecord.Location"/>
    [StringLength(Limits.Line)]
    public string? Location { get; init; }

    /// <summary>Every printed line of the head, in order; a line that named somebody withheld is composed from what is disclosed.</summary>
    public IReadOnlyList<HeaderLine> Header { get; init; } = [];

    /// <inheritdoc cref="MeetingRecord.Attendance"/>
    public IReadOnlyList<PublicAttendee> Attendance { get; init; } = [];

    /// <inheritdoc cref="MeetingRecord.Sections"/>
    public IReadOnlyList<PublicSection> Sections { get; init; } = [];

    /// <inheritdoc cref="MeetingRecord.Annexes"/>
    public IReadOnlyList<PublicAnnex> Annexes { get; init; } = [];

    /// <inheritdoc cref="MeetingRecord.Attachments"/>
    public IReadOnlyList<PublicAttachment> Attachments { get; init; } = [];

    /// <summary>The dated corrections (更正、附記) shown beside the retained text.</summary>
    public IReadOnlyList<Erratum> Errata { get; init; } = [];
}

/// <summary>A dated correction (更正、附記) shown beside the text it corrects.</summary>
public sealed record Erratum
{
    /// <summary>The anchor of the part it corrects.</summary>
    /// <example>reports-2-o-2</example>
    [RegularExpression(Patterns.Anchor)]
    public required string Anchor { get; init; }

    /// <summary>The correction.</summary>
    [StringLength(Limits.Text)]
    public required string Text { get; init; }

    /// <summary>The day of the correction.</summary>
    /// <example>2025-12-20</example>
    public required DateOnly Date { get; init; }
}

/// <summary>What the public may read of an <see cref="Attendee"/>.</summary>
public sealed record PublicAttendee
{
    /// <inheritdoc cref="Attendee.Id"/>
    [RegularExpression(Patterns.Anchor)]
    public required string Id { get; init; }

    /// <inheritdoc cref="Attendee.Role"/>
    public required AttendeeRole Role { get; init; }

    /// <inheritdoc cref="Attendee.AsWritten"/>
    [StringLength(Limits.Line)]
    public string? AsWritten { get; init; }

    /// <inheritdoc cref="Attendee.Name"/>
    [StringLength(Limits.Line)]
    public string? Name { get; init; }

    /// <inheritdoc cref="Attendee.Title"/>
    [StringLength(Limits.Line)]
    public string? Title { get; init; }

    /// <inheritdoc cref="Attendee.Unit"/>
    [StringLength(Limits.Line)]
    public string? Unit { get; init; }

    /// <inheritdoc cref="Attendee.Status"/>
    public AttendanceStatus? Status { get; init; }

    /// <inheritdoc cref="Attendee.Mode"/>
    public AttendanceMode? Mode { get; init; }

    /// <inheritdoc cref="Attendee.RepresentedBy"/>
    public Representative? RepresentedBy { get; init; }

    /// <summary>Present where the attendee is withheld or summarised.</summary>
    public Disclosure? Disclosure { get; init; }
}

/// <summary>What the public may have of an <see cref="Attachment"/>.</summary>
public sealed record PublicAttachment
{
    /// <inheritdoc cref="Attachment.Id"/>
    [RegularExpression(Patterns.Anchor)]
    public required string Id { get; init; }

    /// <inheritdoc cref="Attachment.FileName"/>
    [StringLength(Limits.Line)]
    public string? FileName { get; init; }

    /// <inheritdoc cref="Attachment.MediaType"/>
    [StringLength(Limits.Line)]
    public string? MediaType { get; init; }

    /// <summary>The size in bytes of the file that the public gets; absent where there is none.</summary>
    /// <example>47102</example>
    [Range(0, Limits.WholeNumber)]
    public long? Size { get; init; }

    /// <summary>The SHA-256 of the file that the public gets, which is without metadata; absent where there is none.</summary>
    /// <example>60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752</example>
    [RegularExpression(Patterns.Sha256)]
    public string? Sha256 { get; init; }

    /// <summary>Present where the file is withheld or summarised.</summary>
    public Disclosure? Disclosure { get; init; }
}
