using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace OpenMinutes.Contracts;

/// <summary>Reads what outside sends about directives, and tells all faults of it at once.</summary>
public static class DirectiveReader
{
    /// <summary>What an answer carries beside the directive's own members. They are passed over when they come back.</summary>
    public static FrozenSet<string> ServerOwned { get; } =
        FrozenSet.Create("state", "currentDue", "overdue", "publicNumber", "revision", "modifiedAt", "progress", "reviews", "warnings", "links");

    /// <summary>Reads a directive.</summary>
    /// <param name="utf8">The body: one JSON object.</param>
    public static Reading<Directive> Read(ReadOnlyMemory<byte> utf8) => StrictReader.Read<Directive>(utf8, ServerOwned, Check);

    /// <summary>Reads a review.</summary>
    /// <inheritdoc cref="Read" path="/param"/>
    public static Reading<DirectiveReview> ReadReview(ReadOnlyMemory<byte> utf8) => StrictReader.Read<DirectiveReview>(utf8, [], CheckReview);

    /// <summary>Reads a progress note.</summary>
    /// <inheritdoc cref="Read" path="/param"/>
    public static Reading<DirectiveProgress> ReadProgress(ReadOnlyMemory<byte> utf8) => StrictReader.Read<DirectiveProgress>(utf8, [], CheckProgress);

    /// <summary>Reads an aggregate.</summary>
    /// <inheritdoc cref="Read" path="/param"/>
    public static Reading<DirectiveAggregate> ReadAggregate(ReadOnlyMemory<byte> utf8) => StrictReader.Read<DirectiveAggregate>(utf8, [], CheckAggregate);

    private static void Check(JsonElement directive, FaultList faults)
    {
        DayHasAnRocDate(directive, faults);
        if (Member(directive, "disclosure") is { } disclosure && Text(disclosure, "level") == "summary" && Text(disclosure, "summary") is null)
        {
            Add(faults, FaultCodes.SummaryMissing, "is required where the level is summary", "disclosure", "summary");
        }

        UnitsAreNamedOnce(Member(directive, "units"), static unit => Text(unit, "name"), faults);
    }

    private static void CheckReview(JsonElement review, FaultList faults)
    {
        DayHasAnRocDate(review, faults);
        var verdict = Text(review, "verdict");
        if (verdict == "release" && Text(review, "due") is not null)
        {
            Add(faults, FaultCodes.InvalidValue, "is for a directive that is continued", "due");
        }

        if (verdict == "continue" && Member(review, "units") is { ValueKind: JsonValueKind.Array } units && units.GetArrayLength() > 0)
        {
            Add(faults, FaultCodes.InvalidValue, "names those that are released; a continued directive has none", "units");
        }

        UnitsAreNamedOnce(Member(review, "units"), static unit => unit.ValueKind == JsonValueKind.String ? unit.GetString() : null, faults);
    }

    private static void CheckProgress(JsonElement progress, FaultList faults)
    {
        if (Text(progress, "state") == "released")
        {
            Add(faults, FaultCodes.ReleasedByReview, "must be pending or proposed: only a review releases", "state");
        }

        if (progress.ValueKind == JsonValueKind.Object
            && Text(progress, "state") is null && Text(progress, "note") is null && Member(progress, "percent") is not { ValueKind: JsonValueKind.Number })
        {
            Add(faults, FaultCodes.Missing, "is required where neither state nor percent is given", "note");
        }
    }

    private static void CheckAggregate(JsonElement aggregate, FaultList faults)
    {
        if (Number(aggregate, "total") is { } total && Number(aggregate, "released") is { } released && Number(aggregate, "continued") is { } continued
            && total != released + continued)
        {
            Add(faults, FaultCodes.SumMismatch, string.Create(CultureInfo.InvariantCulture, $"must be released and continued together, {released + continued}"), "total");
        }
    }

    private static void DayHasAnRocDate(JsonElement body, FaultList faults)
    {
        if (DateOnly.TryParseExact(Text(body, "due"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due) && !RocCalendar.Covers(due))
        {
            Add(faults, FaultCodes.OutOfRange, "must be a day of the years 1912 to 2910", "due");
        }
    }

    private static void UnitsAreNamedOnce(JsonElement? units, Func<JsonElement, string?> nameOf, FaultList faults)
    {
        if (units is not { ValueKind: JsonValueKind.Array } list)
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        faults.Enter("units");
        foreach (var (unit, at) in list.EnumerateArray().Select(static (unit, at) => (unit, at)))
        {
            if (SafeName(unit, nameOf) is { Length: > 0 } name && !seen.Add(name))
            {
                faults.Enter(at);
                faults.Add(FaultCodes.DuplicateUnit, "is named already");
                faults.Leave();
            }
        }

        faults.Leave();
    }

    // A text with half a surrogate pair is a fault already, and cannot be read.
    private static string? SafeName(JsonElement unit, Func<JsonElement, string?> nameOf)
    {
        try
        {
            return nameOf(unit);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static void Add(FaultList faults, string code, string detail, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            faults.Enter(step);
        }

        faults.Add(code, detail);
        foreach (var _ in path)
        {
            faults.Leave();
        }
    }

    private static JsonElement? Member(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) ? value : null;

    private static int? Number(JsonElement body, string name) =>
        Member(body, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    private static string? Text(JsonElement body, string name)
    {
        try
        {
            return Member(body, name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
