using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using FastEndpoints;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Publications.Create;

internal sealed record Request
{
    [FromBody]
    public required ReadOnlyMemory<byte> Body { get; init; }
}

/// <summary>What a publication is asked to do.</summary>
internal sealed record PublicationBody
{
    /// <summary>What is rendered again besides what changed: <c>"all"</c>, or an object that names it. Omitted: nothing.</summary>
    public PublicationScope Scope { get; init; } = new();

    /// <summary>Only tell what would be written or removed, and why: the answer is in <c>jobs[].plan</c> of the publication once it has succeeded. Nothing is changed.</summary>
    /// <example>false</example>
    public bool DryRun { get; init; }

    /// <summary>Why. It is kept beside the request, and never public.</summary>
    /// <example>新版面</example>
    [StringLength(Limits.Text)]
    public string? Reason { get; init; }

    /// <summary>Reads the body. A scope may be written <c>"all"</c>, which is short for <c>{"all": true}</c>.</summary>
    public static PublicationBody Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return new PublicationBody();
        }

        var reading = StrictReader.Read<PublicationBody>(utf8);
        if (reading.Faults is [{ Pointer: "/scope", Code: FaultCodes.WrongType }] && JsonNode.Parse(utf8.Span) is JsonObject body
            && body["scope"] is JsonValue scope && scope.GetValueKind() == JsonValueKind.String && scope.GetValue<string>() == "all")
        {
            body["scope"] = new JsonObject { ["all"] = true };
            reading = StrictReader.Read<PublicationBody>(JsonSerializer.SerializeToUtf8Bytes(body));
        }

        return reading.Accepted();
    }
}

/// <summary>What is rendered again besides what changed.</summary>
internal sealed record PublicationScope
{
    /// <summary>Everything; the same as <c>"all"</c> instead of the object.</summary>
    /// <example>false</example>
    public bool All { get; init; }

    /// <summary>Every page of these series, by their slugs.</summary>
    /// <example>["supervisors"]</example>
    public IReadOnlyList<string>? Series { get; init; }

    /// <summary>The pages of these units, by their slugs.</summary>
    /// <example>["digital-strategy"]</example>
    public IReadOnlyList<string>? Units { get; init; }

    /// <summary>The pages of these records, by their ids.</summary>
    /// <example>["moda-supervisors-18"]</example>
    public IReadOnlyList<string>? Records { get; init; }

    /// <summary>Everything that depends on the templates.</summary>
    /// <example>false</example>
    public bool Templates { get; init; }
}
