using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Imports.Create;

internal sealed record Request
{
    /// <summary>Whether to look only: the record is answered, and nothing stored.</summary>
    /// <example>true</example>
    [QueryParam]
    public bool? DryRun { get; init; }

    /// <summary>The slug of the series (會議). Without it the series is the one whose name is in the minutes' title.</summary>
    /// <example>supervisors</example>
    [QueryParam, RegularExpression(Patterns.Slug)]
    public string? Series { get; init; }

    /// <summary>The system the document comes from; given together with <c>sourceId</c>.</summary>
    /// <example>document-system</example>
    [QueryParam]
    public string? SourceSystem { get; init; }

    /// <summary>The document's identity in that system.</summary>
    /// <example>1140020531</example>
    [QueryParam]
    public string? SourceId { get; init; }

    /// <summary>
    /// The file's name. Without its ending it becomes the record's id, where it can be one; and a date at its head (2016-11-23-….txt) and its words
    /// stand in for a date and a title that the minutes lack.
    /// </summary>
    /// <example>moda-supervisors-18.txt</example>
    [QueryParam]
    public string? FileName { get; init; }

    /// <summary>A name for this request, chosen by the caller. Sent again under it, the request is not carried out again but answered as before.</summary>
    /// <example>5f0c9a3e-18</example>
    [FromHeader("Idempotency-Key", false), StringLength(255)]
    public string? IdempotencyKey { get; init; }
}
