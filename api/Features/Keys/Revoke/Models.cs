using System.ComponentModel.DataAnnotations;
using FastEndpoints;

namespace OpenMinutes.Api.Features.Keys.Revoke;

internal sealed record Request
{
    /// <summary>The key's prefix, the part between <c>omk_</c> and the next <c>_</c>.</summary>
    /// <example>fbd94d3416f2</example>
    [RouteParam, RegularExpression("^[0-9a-f]{12}$")]
    public required string Prefix { get; init; }
}
