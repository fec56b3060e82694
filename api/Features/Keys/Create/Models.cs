using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Keys.Create;

internal sealed record Request
{
    [FromBody]
    public required KeyBody Body { get; init; }
}

/// <summary>A key to be made.</summary>
internal sealed record KeyBody
{
    /// <summary>What the key is for.</summary>
    /// <example>document-system</example>
    [StringLength(Limits.Line)]
    public required string Name { get; init; }

    /// <summary>The person who answers for what is done with it. Submitter and approver must be two persons.</summary>
    /// <example>王承辦</example>
    [StringLength(Limits.Line)]
    public required string Person { get; init; }

    /// <summary>What it may do.</summary>
    /// <example>["records:read", "records:write"]</example>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>From when it is refused; never if absent.</summary>
    /// <example>2026-12-31T00:00:00+08:00</example>
    public DateTimeOffset? ExpiresAt { get; init; }

    public IEnumerable<Fault> Faults() => Scopes.Select(static (scope, at) => (scope, at))
        .Where(static entry => !Scope.All.Contains(entry.scope))
        .Select(static entry => new Fault($"/scopes/{entry.at}", FaultCodes.InvalidValue, $"must be one of {string.Join(", ", Scope.All)}"));
}

/// <summary>A key that was made.</summary>
internal sealed record CreatedKey
{
    /// <summary>The prefix by which the key is recognised.</summary>
    /// <example>fbd94d3416f2</example>
    public required string Prefix { get; init; }

    /// <summary>The key itself. It is not stored, and not shown again.</summary>
    /// <example>omk_fbd94d3416f2_…</example>
    public required string Key { get; init; }
}
