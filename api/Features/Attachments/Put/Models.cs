using System.ComponentModel.DataAnnotations;
using System.IO.Pipelines;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Attachments.Put;

internal sealed record Request
{
    /// <summary>The record's id.</summary>
    /// <example>moda-supervisors-18</example>
    [RouteParam, RegularExpression(Patterns.RecordId)]
    public required string Id { get; init; }

    /// <summary>The id of an attachment that the record lists.</summary>
    /// <example>f-1</example>
    [RouteParam, RegularExpression(Patterns.Anchor)]
    public required string Aid { get; init; }

    /// <summary>The ETag of the file that is replaced.</summary>
    /// <example>"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"</example>
    [FromHeader("If-Match", false)]
    public string? IfMatch { get; init; }

    /// <summary><c>*</c>: there must be no file yet.</summary>
    /// <example>*</example>
    [FromHeader("If-None-Match", false)]
    public string? IfNoneMatch { get; init; }

    [FromBody]
    public required PipeReader Body { get; init; }
}

/// <summary>A file that is stored.</summary>
internal sealed record StoredAttachment
{
    /// <summary>The attachment's id.</summary>
    /// <example>f-1</example>
    public required string Id { get; init; }

    /// <summary>The media type.</summary>
    /// <example>application/pdf</example>
    public required string MediaType { get; init; }

    /// <summary>How many bytes were received.</summary>
    /// <example>48213</example>
    public required long Size { get; init; }

    /// <summary>The SHA-256 of what was received.</summary>
    /// <example>9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08</example>
    public required string Sha256 { get; init; }

    /// <summary>How many bytes the copy without metadata has, which the public gets if the file is disclosed.</summary>
    /// <example>47102</example>
    public required long PublicSize { get; init; }

    /// <summary>The SHA-256 of that copy.</summary>
    /// <example>60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752</example>
    public required string PublicSha256 { get; init; }

    /// <summary>The record's revision now: what comes next needs it.</summary>
    /// <example>2</example>
    public required int Revision { get; init; }
}
