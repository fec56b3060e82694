namespace OpenMinutes.Api.Features.Health.Live;

/// <summary>Nothing is asked.</summary>
internal sealed record Request;
