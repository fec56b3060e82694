namespace OpenMinutes.Api.Features.Keys.List;

/// <summary>Nothing is asked.</summary>
internal sealed record Request;
