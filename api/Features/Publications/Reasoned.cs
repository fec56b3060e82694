using System.ComponentModel.DataAnnotations;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Publications;

/// <summary>Why something is done to the website.</summary>
internal sealed record Reasoned
{
    /// <summary>Why. It is kept in the audit, and never public.</summary>
    /// <example>版面有誤</example>
    [StringLength(Limits.Text)]
    public string? Reason { get; init; }
}
