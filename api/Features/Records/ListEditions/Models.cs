using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.ListEditions;

internal sealed record Request
{
    /// <summary>The record's id.</summary>
    /// <example>moda-supervisors-18</example>
    [RouteParam, RegularExpression(Patterns.RecordId)]
    public required string Id { get; init; }
}

/// <summary>An edition in the list of a record's editions.</summary>
internal sealed record EditionSummary
{
    /// <summary>The number of the edition.</summary>
    /// <example>1</example>
    public required int Edition { get; init; }

    /// <summary>SHA-256 of the edition's canonical form (RFC 8785), in hexadecimal.</summary>
    /// <example>9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08</example>
    public required string Sha256 { get; init; }

    /// <summary>SHA-256 of the bytes of its public edition, from approval.</summary>
    public string? PublicSha256 { get; init; }

    /// <summary>When it was opened.</summary>
    /// <example>2025-11-21T09:00:00+08:00</example>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who opened it.</summary>
    /// <example>王承辦</example>
    public required string CreatedBy { get; init; }

    /// <summary>What it changes in the edition before, as the public may read it.</summary>
    /// <example>更正案由二之決議</example>
    public string? ChangeNote { get; init; }

    /// <summary>When it was approved.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>Who approved it.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>When it went public.</summary>
    public DateTimeOffset? PublishedAt { get; init; }
}
