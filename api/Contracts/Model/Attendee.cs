using System.ComponentModel.DataAnnotations;

namespace OpenMinutes.Contracts;

/// <summary>A person at the meeting: as written, and what was read out of it as it stood at the meeting.</summary>
public sealed record Attendee
{
    /// <summary>The anchor.</summary>
    /// <example>a-11</example>
    [RegularExpression(Patterns.Anchor)]
    public required string Id { get; init; }

    /// <summary>In what role the person was there.</summary>
    public required AttendeeRole Role { get; init; }

    /// <summary>The person as printed, brackets included.</summary>
    /// <example>韌性建設司牛司長信仁（陳高級分析師坤中代）</example>
    [StringLength(Limits.Line)]
    public required string AsWritten { get; init; }

    /// <summary>The person's name.</summary>
    /// <example>牛信仁</example>
    [StringLength(Limits.Line)]
    public string? Name { get; init; }

    /// <summary>The title (職稱) at the meeting.</summary>
    /// <example>司長</example>
    [StringLength(Limits.Line)]
    public string? Title { get; init; }

    /// <summary>The unit (單位) at the meeting.</summary>
    /// <example>韌性建設司</example>
    [StringLength(Limits.Line)]
    public string? Unit { get; init; }

    /// <summary>Whether the person was there.</summary>
    public required AttendanceStatus Status { get; init; }

    /// <summary>How the person took part.</summary>
    public AttendanceMode? Mode { get; init; }

    /// <summary>Who came instead (代), when the status is <c>represented</c>.</summary>
    public Representative? RepresentedBy { get; init; }

    /// <summary>What the public may read of this attendee; omitted means all.</summary>
    public Disclosure? Disclosure { get; init; }
}

/// <summary>Who came instead of an attendee.</summary>
public sealed record Representative
{
    /// <summary>The representative's name.</summary>
    /// <example>陳坤中</example>
    [StringLength(Limits.Line)]
    public required string Name { get; init; }

    /// <summary>The representative's title.</summary>
    /// <example>高級分析師</example>
    [StringLength(Limits.Line)]
    public string? Title { get; init; }

    /// <summary>The representative as printed.</summary>
    /// <example>陳高級分析師坤中代</example>
    [StringLength(Limits.Line)]
    public string? AsWritten { get; init; }
}

/// <summary>In what role a person was at the meeting.</summary>
public enum AttendeeRole
{
    /// <summary>主席.</summary>
    Chair,

    /// <summary>紀錄.</summary>
    Recorder,

    /// <summary>出席.</summary>
    Attendee,

    /// <summary>列席.</summary>
    Observer,

    /// <summary>The minutes do not tell 出席 from 列席.</summary>
    Unspecified,
}

/// <summary>Whether a person was at the meeting.</summary>
public enum AttendanceStatus
{
    /// <summary>There.</summary>
    Present,

    /// <summary>請假.</summary>
    Leave,

    /// <summary>缺席.</summary>
    Absent,

    /// <summary>代理出席: somebody else came instead.</summary>
    Represented,
}

/// <summary>How a person took part.</summary>
public enum AttendanceMode
{
    /// <summary>In the room.</summary>
    InPerson,

    /// <summary>視訊.</summary>
    Remote,
}
