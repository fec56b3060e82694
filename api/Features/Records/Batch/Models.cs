using System.IO.Pipelines;
using FastEndpoints;
using OpenMinutes.Api.Platform.Problems;

namespace OpenMinutes.Api.Features.Records.Batch;

internal sealed record Request
{
    [FromBody]
    public required PipeReader Body { get; init; }
}

/// <summary>What came of one line.</summary>
internal sealed record LineAnswer
{
    /// <summary>The line, counted from 1.</summary>
    /// <example>1</example>
    public required int Line { get; init; }

    /// <summary>The record's id, where the line has one.</summary>
    /// <example>moda-supervisors-18</example>
    public string? Id { get; init; }

    /// <summary>The status that the record would have been answered with alone: 201 created, 200 replaced, 400 and up refused.</summary>
    /// <example>201</example>
    public required int Status { get; init; }

    /// <summary>The ETag of the record as it stands now.</summary>
    /// <example>"r1"</example>
    public string? Etag { get; init; }

    /// <summary>Why the line was refused.</summary>
    public Problem? Problem { get; init; }
}
