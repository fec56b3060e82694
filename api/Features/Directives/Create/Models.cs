using System.ComponentModel.DataAnnotations;
using FastEndpoints;

namespace OpenMinutes.Api.Features.Directives.Create;

internal sealed record Request
{
    /// <summary>A name for this request, chosen by the caller. Sent again under it, the request is not carried out again but answered as before.</summary>
    /// <example>5f0c9a3e-18</example>
    [FromHeader("Idempotency-Key", false), StringLength(255)]
    public string? IdempotencyKey { get; init; }

    [FromBody]
    public required ReadOnlyMemory<byte> Body { get; init; }
}
