using System.ComponentModel.DataAnnotations;

namespace OpenMinutes.Contracts;

/// <summary>
/// A record (會議紀錄): one meeting's minutes as an internal system writes them, disclosed and undisclosed parts together.
/// Its content is kept as written; what is public is the <see cref="PublicEdition"/> made of it.
/// </summary>
/// <remarks>
/// Every <c>id</c> below the record itself is an anchor, unique in the record, that survives an edit of its text.
/// Null and empty members are omitted from the normalised document.
/// </remarks>
public sealed record MeetingRecord
{
    /// <summary>The identity of the record, given by the caller and never reused.</summary>
    /// <example>moda-supervisors-18</example>
    [RegularExpression(Patterns.RecordId)]
    public required string Id { get; init; }

    /// <summary>Where the record came from, for the system that sent it. Never public.</summary>
    public RecordSource? Source { get; init; }

    /// <summary>The slug of the series (會議) this meeting belongs to.</summary>
    /// <example>supervisors</example>
    [RegularExpression(Patterns.Slug)]
    public required string Series { get; init; }

    /// <summary>
    /// The meeting's key in its series and in its URL; by default <c>{yyyy}-{number, at least 3 digits}</c>,
    /// without a number <c>{yyyy}-{mmdd}</c>. Fixed when first published.
    /// </summary>
    /// <example>2025-018</example>
    [RegularExpression(Patterns.Slug)]
    public string? Key { get; init; }

    /// <summary>The ordinal of the meeting (第18次), as its series counts. May skip.</summary>
    /// <example>18</example>
    [Range(1, 1_000_000)]
    public int? Number { get; init; }

    /// <summary>The term (屆) the meeting belongs to, where the body counts terms.</summary>
    [Range(1, 1_000_000)]
    public int? Term { get; init; }

    /// <summary>The session (會期) the meeting belongs to, where the body counts sessions.</summary>
    [Range(1, 1_000_000)]
    public int? Session { get; init; }

    /// <summary>Whether the meeting was a regular (定期) or an extraordinary (臨時) one.</summary>
    public MeetingKind? Kind { get; init; }

    /// <summary>The title of the minutes, without the body's name.</summary>
    /// <example>第18次主管會議紀錄</example>
    [StringLength(Limits.Line)]
    public required string Title { get; init; }

    /// <summary>When the meeting began, with its offset.</summary>
    /// <example>2025-11-20T15:30:00+08:00</example>
    public required DateTimeOffset Start { get; init; }

    /// <summary>When the meeting was closed (散會), with its offset.</summary>
    /// <example>2025-11-20T16:39:00+08:00</example>
    public DateTimeOffset? End { get; init; }

    /// <summary>Where the meeting was held (地點).</summary>
    /// <example>本部延平大樓101會議室</example>
    [StringLength(Limits.Line)]
    public string? Location { get; init; }

    /// <summary>Every printed line of the head of the minutes, in order.</summary>
    public IReadOnlyList<HeaderLine> Header { get; init; } = [];

    /// <summary>The persons of the meeting, in the printed order.</summary>
    public IReadOnlyList<Attendee> Attendance { get; init; } = [];

    /// <summary>The sections (壹、貳、…), in order.</summary>
    public IReadOnlyList<Section> Sections { get; init; } = [];

    /// <summary>The annexes (附錄), in order; each belongs to an item.</summary>
    public IReadOnlyList<Annex> Annexes { get; init; } = [];

    /// <summary>The files that go with the minutes.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];
}

/// <summary>Where a record came from, in the words of the system that sent it.</summary>
public sealed record RecordSource
{
    /// <summary>The system's name.</summary>
    /// <example>document-system</example>
    [StringLength(Limits.Line)]
    public required string System { get; init; }

    /// <summary>The record's identity in that system.</summary>
    /// <example>1140020531</example>
    [StringLength(Limits.Line)]
    public required string Id { get; init; }
}

/// <summary>Whether a meeting was a regular or an extraordinary one.</summary>
public enum MeetingKind
{
    /// <summary>定期會議.</summary>
    Regular,

    /// <summary>臨時會議.</summary>
    Extraordinary,
}

/// <summary>One printed line of the head of the minutes.</summary>
public sealed record HeaderLine
{
    /// <summary>What the line says.</summary>
    public required HeaderKey Key { get; init; }

    /// <summary>The printed label without its colon; absent on lines that have none (body, title, version).</summary>
    /// <example>日期</example>
    [StringLength(Limits.Line)]
    public string? Label { get; init; }

    /// <summary>The line's value as printed.</summary>
    /// <example>114年11月20日（星期四）下午3時30分</example>
    [StringLength(Limits.Text)]
    public required string AsWritten { get; init; }
}

/// <summary>What a line of the head says.</summary>
public enum HeaderKey
{
    /// <summary>機關.</summary>
    Body,

    /// <summary>The title of the minutes.</summary>
    Title,

    /// <summary>The version of the minutes as printed, such as 公告版.</summary>
    Version,

    /// <summary>日期, 時間.</summary>
    Date,

    /// <summary>地點.</summary>
    Location,

    /// <summary>主席.</summary>
    Chair,

    /// <summary>紀錄.</summary>
    Recorder,

    /// <summary>出席、列席人員.</summary>
    Attendance,

    /// <summary>Any other line.</summary>
    Other,
}
