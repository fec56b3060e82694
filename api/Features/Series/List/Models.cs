using OpenMinutes.Api.Platform.Http;

namespace OpenMinutes.Api.Features.Series.List;

internal sealed record Request : PageRequest;

/// <summary>Where a page ended.</summary>
internal sealed record Position(string Slug);
