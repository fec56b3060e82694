using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.Redact;

internal sealed record Request
{
    /// <summary>The record's id.</summary>
    /// <example>moda-supervisors-18</example>
    [RouteParam, RegularExpression(Patterns.RecordId)]
    public required string Id { get; init; }

    /// <summary>The ETag of the revision that the caller saw.</summary>
    /// <example>"r4"</example>
    [FromHeader("If-Match")]
    public required string IfMatch { get; init; }

    [FromBody]
    public required RedactBody Body { get; init; }
}

/// <summary>What is withheld, and why.</summary>
internal sealed record RedactBody
{
    /// <summary>The anchors of the parts: of sections, items, outcomes, clauses, attendees, annexes, reports or attachments.</summary>
    /// <example>["reports-2-o-2"]</example>
    [MinLength(1), MaxLength(1_000)]
    public required IReadOnlyList<string> Anchors { get; init; }

    /// <summary>The ground: 政府資訊公開法 §18 I n. The public sees it with the part.</summary>
    /// <example>18-1-6</example>
    public Ground? Ground { get; init; }

    /// <summary>Why. It is kept in the audit, and never public.</summary>
    /// <example>含個人資料</example>
    [StringLength(Limits.Text)]
    public required string Reason { get; init; }
}
