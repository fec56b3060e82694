using System.ComponentModel.DataAnnotations;
using FastEndpoints;

namespace OpenMinutes.Api.Features.Previews.Get;

internal sealed record Request
{
    /// <summary>What was signed, and the signature.</summary>
    /// <example>eyJyZWNvcmQiOiJtb2RhLXN1cGVydmlzb3JzLTE4In0.9q3Vd2Yx</example>
    [RouteParam, RegularExpression(@"^[A-Za-z0-9_-]{1,800}\.[A-Za-z0-9_-]{1,100}$")]
    public required string Token { get; init; }
}
