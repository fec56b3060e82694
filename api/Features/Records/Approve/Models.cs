using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.Approve;

internal sealed record Request
{
    /// <summary>The record's id.</summary>
    /// <example>moda-supervisors-18</example>
    [RouteParam, RegularExpression(Patterns.RecordId)]
    public required string Id { get; init; }

    /// <summary>The ETag of the revision that the caller saw.</summary>
    /// <example>"r2"</example>
    [FromHeader("If-Match")]
    public required string IfMatch { get; init; }

    [FromBody]
    public ApproveBody Body { get; init; } = new();
}

/// <summary>How a record is approved.</summary>
internal sealed record ApproveBody
{
    /// <summary>When it is to go public; at once if absent or past.</summary>
    /// <example>2025-12-01T10:00:00+08:00</example>
    public DateTimeOffset? PublishAt { get; init; }

    /// <summary>Approve although the same person submitted it. Needs a reason, and is audited.</summary>
    /// <example>false</example>
    public bool Force { get; init; }

    /// <summary>Why. It is kept in the audit, and never public.</summary>
    /// <example>主管已核閱</example>
    [StringLength(Limits.Text)]
    public string? Reason { get; init; }

    public IEnumerable<Fault> Faults()
    {
        if (Force && Reason is null or "")
        {
            yield return new Fault("/reason", FaultCodes.Missing, "is required with force");
        }

        if (PublishAt is { } time && !RocCalendar.Covers(time))
        {
            yield return new Fault("/publishAt", FaultCodes.OutOfRange, "must be a time of the years 1912 to 2910");
        }
    }
}
