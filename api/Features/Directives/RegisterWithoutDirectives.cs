using System.Text.Json;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives;

/// <summary>
/// The register of a series in which nothing is tracked: all that a record can be compared with is the figures that are kept of it and of the meeting before. It need not be read for that, however many
/// meetings there were.
/// </summary>
internal static class RegisterWithoutDirectives
{
    /// <summary>Where the record stands in it.</summary>
    public const int Slot = 1;

    /// <param name="record">The record.</param>
    /// <param name="aggregates">Its rows of minutes.directive_aggregates, as JSON; null for none.</param>
    /// <param name="before">Those of the meeting before.</param>
    public static Register Of(string record, string? aggregates, string? before) => new(
        [Meeting("", DateTimeOffset.MinValue, before), Meeting(record, DateTimeOffset.MaxValue, aggregates)],
        []);

    private static RegisterSlot Meeting(string record, DateTimeOffset start, string? aggregates) => new(
        record,
        Key: record,
        Number: null,
        start,
        Counts: true,
        (aggregates is null ? [] : JsonSerializer.Deserialize<List<Row>>(aggregates, Rows)!).ToDictionary(static row => row.Cohort, static row => new CohortFigures(row.Total, row.Released, row.Continued)));

    private static JsonSerializerOptions Rows { get; } = new(MinutesJson.Options) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip };

    private sealed record Row
    {
        public required Cohort Cohort { get; init; }
        public required int Total { get; init; }
        public required int Released { get; init; }
        public required int Continued { get; init; }
    }
}
