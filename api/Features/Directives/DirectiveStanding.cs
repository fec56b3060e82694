using OpenMinutes.Api.Domain;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives;

/// <summary>What an answer tells about a directive beside its members. A request may carry it back; it is passed over.</summary>
internal sealed record DirectiveStanding
{
    /// <summary>How it stands: released once every unit is; proposed while all that are not released ask for it.</summary>
    public required DirectiveState State { get; init; }

    /// <summary>The day by which it is to be done now: that of the newest public review that sets one, else its own.</summary>
    /// <example>2026-01-31</example>
    public DateOnly? CurrentDue { get; init; }

    /// <summary>Whether it is not released and that day has passed (in Taiwan).</summary>
    public required bool Overdue { get; init; }

    /// <summary>Its number on the website, once it has been there.</summary>
    /// <example>12</example>
    public int? PublicNumber { get; init; }

    /// <summary>Counts the changes; the ETag is made of it.</summary>
    /// <example>3</example>
    public required int Revision { get; init; }

    /// <summary>When it last changed.</summary>
    /// <example>2025-12-01T10:00:00+08:00</example>
    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>What its units reported, the oldest first.</summary>
    public required IReadOnlyList<ProgressNote> Progress { get; init; }

    /// <summary>What meetings decided on it, in the order in which they were held; of a record under correction both what holds and what will.</summary>
    public required IReadOnlyList<ReviewOfDirective> Reviews { get; init; }

    /// <summary>What looks wrong but may be as written. It stops nobody.</summary>
    public required IReadOnlyList<Warning> Warnings { get; init; }

    /// <summary>Where to go from here.</summary>
    public required DirectiveLinks Links { get; init; }
}

/// <summary>What a unit reported.</summary>
internal sealed record ProgressNote
{
    /// <summary>The unit.</summary>
    /// <example>數位國際司</example>
    public string Unit { get; init; } = "";

    /// <summary>The state that it set, if it did.</summary>
    public DirectiveState? State { get; init; }

    /// <summary>The percentage that it set, if it did.</summary>
    /// <example>60</example>
    public int? Percent { get; init; }

    /// <summary>What was done.</summary>
    /// <example>已完成測試環境，預定12月中旬辦理互通測試。</example>
    public string? Note { get; init; }

    /// <summary>When it was posted.</summary>
    /// <example>2025-12-01T10:00:00+08:00</example>
    public DateTimeOffset At { get; init; }

    /// <summary>The person who posted it.</summary>
    /// <example>王承辦</example>
    public string Person { get; init; } = "";
}

/// <summary>What a meeting decided.</summary>
internal sealed record ReviewOfDirective
{
    /// <summary>The record of the meeting.</summary>
    /// <example>moda-supervisors-18</example>
    public required string Record { get; init; }

    /// <summary>When the meeting began.</summary>
    /// <example>2025-11-20T15:30:00+08:00</example>
    public required DateTimeOffset Meeting { get; init; }

    /// <summary>Whether it holds: its minutes are public, with it. Otherwise it waits for their publication.</summary>
    public required bool Effective { get; init; }

    /// <summary>The part of the record that says so.</summary>
    /// <example>reports-1-o-2</example>
    public string? Anchor { get; init; }

    /// <summary>What was decided.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>What the meeting said.</summary>
    /// <example>請持續追蹤測試結果。</example>
    public string? Text { get; init; }

    /// <summary>The new day by which it is to be done.</summary>
    /// <example>2026-01-31</example>
    public DateOnly? Due { get; init; }

    /// <summary>The units that are released, if not all are.</summary>
    public required IReadOnlyList<string> Units { get; init; }
}

/// <summary>Where to go from a directive.</summary>
internal sealed record DirectiveLinks
{
    /// <summary>The directive.</summary>
    /// <example>/v1/directives/moda-2025-031</example>
    public required string Self { get; init; }

    /// <summary>The record in which it began.</summary>
    /// <example>/v1/records/moda-supervisors-18</example>
    public string? Origin { get; init; }
}
