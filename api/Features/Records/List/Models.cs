using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.List;

internal sealed record Request : PageRequest
{
    /// <summary>Only records of this series.</summary>
    /// <example>supervisors</example>
    [QueryParam, RegularExpression(Patterns.Slug)]
    public string? Series { get; init; }

    /// <summary>Only meetings of this Gregorian year.</summary>
    /// <example>2025</example>
    [QueryParam, Range(1912, 2910)]
    public int? Year { get; init; }

    /// <summary>Only records whose working edition is in this state.</summary>
    /// <example>submitted</example>
    [QueryParam]
    public RecordState? State { get; init; }

    /// <summary>Only records that name this unit, by its slug.</summary>
    /// <example>digital-strategy</example>
    [QueryParam, RegularExpression(Patterns.Slug)]
    public string? Unit { get; init; }

    /// <summary>Only meetings on this day or later (in Taiwan).</summary>
    /// <example>2025-11-01</example>
    [QueryParam]
    public DateOnly? From { get; init; }

    /// <summary>Only meetings on this day or earlier (in Taiwan).</summary>
    /// <example>2025-11-30</example>
    [QueryParam]
    public DateOnly? To { get; init; }

    /// <summary>Only records whose text holds each of these words, separated by spaces; upper and lower case, width, 臺 and 台, 紀錄 and 記錄 count as the same.</summary>
    /// <example>海纜 通報</example>
    [QueryParam]
    public string? Q { get; init; }

    /// <summary>Only records that changed at this time or later.</summary>
    /// <example>2025-11-20T15:30:00+08:00</example>
    [QueryParam]
    public DateTimeOffset? ModifiedSince { get; init; }
}

/// <summary>A record in a list.</summary>
internal sealed record RecordSummary
{
    /// <summary>The record's id.</summary>
    /// <example>moda-supervisors-18</example>
    public required string Id { get; init; }

    /// <summary>The slug of its series.</summary>
    /// <example>supervisors</example>
    public required string Series { get; init; }

    /// <summary>Its key in the series.</summary>
    /// <example>2025-018</example>
    public required string Key { get; init; }

    /// <summary>The ordinal of the meeting.</summary>
    /// <example>18</example>
    public int? Number { get; init; }

    /// <summary>The title of the minutes.</summary>
    /// <example>第18次主管會議紀錄</example>
    public required string Title { get; init; }

    /// <summary>When the meeting began.</summary>
    /// <example>2025-11-20T15:30:00+08:00</example>
    public required DateTimeOffset Start { get; init; }

    /// <summary>The state of the working edition.</summary>
    public required RecordState State { get; init; }

    /// <summary>The number of the working edition.</summary>
    /// <example>1</example>
    public required int Edition { get; init; }

    /// <summary>Counts the changes.</summary>
    /// <example>3</example>
    public required int Revision { get; init; }

    /// <summary>When it last changed.</summary>
    /// <example>2025-12-01T10:00:00+08:00</example>
    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>When an approved edition is to go public.</summary>
    public DateTimeOffset? PublishAt { get; init; }

    /// <summary>What the public has of the record, if anything.</summary>
    public Published? Published { get; init; }
}
