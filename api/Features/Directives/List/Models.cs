using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Api.Platform.Http;

namespace OpenMinutes.Api.Features.Directives.List;

internal sealed record Request : DirectiveFilter
{
    /// <summary>Where to go on: the former page's <c>next</c>.</summary>
    [QueryParam]
    public string? Cursor { get; init; }

    /// <summary>How many directives at most.</summary>
    /// <example>50</example>
    [QueryParam, Range(1, PageLimits.Largest)]
    public int Limit { get; init; } = PageLimits.Usual;
}
