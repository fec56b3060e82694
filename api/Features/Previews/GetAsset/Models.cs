using FastEndpoints;

namespace OpenMinutes.Api.Features.Previews.GetAsset;

internal sealed record Request
{
    /// <summary>The file's name, which carries its content's hash.</summary>
    /// <example>site.3f2a9c01b4.css</example>
    [RouteParam]
    public required string File { get; init; }
}
