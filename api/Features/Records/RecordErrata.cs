using System.Text.Json;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records;

/// <summary>The errata of a record: they belong to it, and are shown on every edition that has their part.</summary>
internal static class RecordErrata
{
    /// <summary>All of record <c>r</c> as one JSON value, the oldest first; null if there are none.</summary>
    public const string OfRecord =
        """
        (select jsonb_agg(jsonb_build_object('anchor', x.anchor, 'text', x.text, 'date', x.dated) order by x.dated, x.id)
         from minutes.errata x where x.record = r.id)
        """;

    public static IReadOnlyList<Erratum> Read(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<IReadOnlyList<Erratum>>(json, MinutesJson.Options)!;
}
