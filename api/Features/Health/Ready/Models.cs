namespace OpenMinutes.Api.Features.Health.Ready;

/// <summary>Nothing is asked.</summary>
internal sealed record Request;
