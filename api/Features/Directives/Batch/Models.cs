using System.IO.Pipelines;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives.Batch;

internal sealed record Request
{
    [FromBody]
    public required PipeReader Body { get; init; }
}

/// <summary>A line of a batch that changes a directive; one that creates or replaces it is the directive itself.</summary>
internal sealed record DirectiveLine
{
    /// <summary>The directive.</summary>
    /// <example>moda-2025-031</example>
    public required string Id { get; init; }

    /// <summary>The revision that the caller saw. May be omitted.</summary>
    /// <example>2</example>
    public int? Revision { get; init; }

    /// <summary>What a unit reports, as for <c>POST …/progress</c>.</summary>
    public DirectiveProgress? Progress { get; init; }

    /// <summary>What a meeting decided, as for <c>POST …/reviews</c>.</summary>
    public DirectiveReview? Review { get; init; }
}
