using System.ComponentModel.DataAnnotations;
using FastEndpoints;

namespace OpenMinutes.Api.Platform.Http;

/// <summary>What every request for a part of a list says.</summary>
internal abstract record PageRequest
{
    /// <summary>Where to go on: the former page's <c>next</c>.</summary>
    [QueryParam]
    public string? Cursor { get; init; }

    /// <summary>How many entries at most.</summary>
    /// <example>50</example>
    [QueryParam, Range(1, PageLimits.Largest)]
    public int Limit { get; init; } = PageLimits.Usual;
}
