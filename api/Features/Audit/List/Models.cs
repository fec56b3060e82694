using System.Text.Json;
using FastEndpoints;
using OpenMinutes.Api.Platform.Http;

namespace OpenMinutes.Api.Features.Audit.List;

internal sealed record Request : PageRequest
{
    /// <summary>Only changes of this resource, as a path under /v1.</summary>
    /// <example>records/moda-supervisors-18</example>
    [QueryParam]
    public string? Resource { get; init; }

    /// <summary>Only changes by this person.</summary>
    /// <example>王承辦</example>
    [QueryParam]
    public string? Person { get; init; }
}

/// <summary>A change, who made it, and its place in the chain.</summary>
internal sealed record AuditEntry
{
    /// <summary>Its place in the chain, from 1 and without gaps.</summary>
    /// <example>4712</example>
    public required long Sequence { get; init; }

    /// <summary>When.</summary>
    /// <example>2025-12-01T10:00:00+08:00</example>
    public required DateTimeOffset At { get; init; }

    /// <summary>The person behind it.</summary>
    /// <example>林主管</example>
    public required string Person { get; init; }

    /// <summary>The prefix of the key it was made with; absent for what the service does by itself, and for who came with a token.</summary>
    /// <example>fbd94d3416f2</example>
    public string? Key { get; init; }

    /// <summary>What was done.</summary>
    /// <example>record.approve</example>
    public required string Action { get; init; }

    /// <summary>To what, as a path under /v1.</summary>
    /// <example>records/moda-supervisors-18</example>
    public required string Resource { get; init; }

    /// <summary>The edition it concerns.</summary>
    /// <example>1</example>
    public int? Edition { get; init; }

    /// <summary>The revision it made.</summary>
    /// <example>3</example>
    public int? Revision { get; init; }

    /// <summary>Notes, reasons, and the former document where a draft was replaced.</summary>
    public JsonElement? Detail { get; init; }

    /// <summary>The chain up to here: SHA-256 over the hash before it and all that the entry says, in hexadecimal.</summary>
    /// <example>9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08</example>
    public required string Hash { get; init; }
}
