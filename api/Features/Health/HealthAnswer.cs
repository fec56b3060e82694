namespace OpenMinutes.Api.Features.Health;

/// <summary>That all is well; what is not is a problem.</summary>
internal sealed record HealthAnswer
{
    /// <summary>ok.</summary>
    /// <example>ok</example>
    public string Status { get; init; } = "ok";
}
