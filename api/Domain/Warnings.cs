using System.Globalization;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Domain;

/// <summary>What looks wrong in a record but may be as written; it stops nobody.</summary>
internal sealed record Warning
{
    /// <summary>
    /// The kind: of a record unit-unknown, weekday-mismatch, end-before-start, number-repeated, number-skipped, ground-missing, file-missing, figures-disagree, chain-broken or
    /// directive-reopened; of a directive unit-unknown or origin-missing.
    /// </summary>
    /// <example>weekday-mismatch</example>
    public required string Code { get; init; }

    /// <summary>The place in the record, as a JSON pointer.</summary>
    /// <example>/header/3/asWritten</example>
    public required string Pointer { get; init; }

    /// <summary>What looks wrong.</summary>
    /// <example>114年11月20日 is a Thursday.</example>
    public required string Detail { get; init; }
}

/// <summary>What the record's surroundings know about it.</summary>
internal sealed record Surroundings
{
    /// <summary>The units it names that no registered unit of its body is called.</summary>
    public IReadOnlyCollection<string> UnknownUnits { get; init; } = [];

    /// <summary>Another record of its series counts the same number.</summary>
    public bool NumberRepeated { get; init; }

    /// <summary>Its series has a lower number, but not the one before.</summary>
    public bool NumberSkipped { get; init; }

    /// <summary>The files that are stored, by attachment.</summary>
    public IReadOnlyDictionary<string, StoredFile> Files { get; init; } = new Dictionary<string, StoredFile>();

    /// <summary>What it says about directives that the register does not.</summary>
    public IReadOnlyList<RegisterDoubt> Doubts { get; init; } = [];
}

internal static class Warnings
{
    /// <summary>Names for all units together; nobody registers them.</summary>
    private static readonly string[] AllUnits = ["各單位", "各機關"];

    public static IReadOnlyList<Warning> Of(MeetingRecord record, Surroundings surroundings) =>
        [
            .. OfTimes(record),
            .. OfNumber(record, surroundings),
            .. OfUnits(record, surroundings),
            .. OfGrounds(record),
            .. OfFiles(record, surroundings),
            .. OfDirectives(surroundings),
        ];

    private static IEnumerable<Warning> OfTimes(MeetingRecord record)
    {
        foreach (var (line, at) in record.Header.Select(static (line, at) => (line, at)))
        {
            if (line.Key == HeaderKey.Date && RocCalendar.TryParse(line.AsWritten, out var date) && !date.WeekdayAgrees)
            {
                yield return new Warning
                {
                    Code = "weekday-mismatch",
                    Pointer = $"/header/{at}/asWritten",
                    Detail = $"{RocCalendar.Format(date.Date)} is a {date.Date.DayOfWeek}.",
                };
            }
        }

        if (record.End < record.Start)
        {
            yield return new Warning { Code = "end-before-start", Pointer = "/end", Detail = "The meeting ends before it starts." };
        }
    }

    private static IEnumerable<Warning> OfNumber(MeetingRecord record, Surroundings surroundings)
    {
        if (surroundings.NumberRepeated)
        {
            yield return new Warning { Code = "number-repeated", Pointer = "/number", Detail = "Another record of the series has this number." };
        }

        if (surroundings.NumberSkipped)
        {
            yield return new Warning
            {
                Code = "number-skipped",
                Pointer = "/number",
                Detail = string.Create(CultureInfo.InvariantCulture, $"The series has lower numbers, but no record with number {record.Number - 1}."),
            };
        }
    }

    private static IEnumerable<Warning> OfUnits(MeetingRecord record, Surroundings surroundings) =>
        NamedUnit.In(record)
            .Where(unit => surroundings.UnknownUnits.Contains(unit.Name) && !AllUnits.Contains(unit.Name))
            .Select(static unit => new Warning { Code = "unit-unknown", Pointer = unit.Pointer, Detail = "No registered unit has this name or alias; it gets no page." });

    private static IEnumerable<Warning> OfDirectives(Surroundings surroundings) =>
        surroundings.Doubts.Select(static doubt => new Warning { Code = doubt.Code, Pointer = doubt.Pointer, Detail = doubt.Detail });

    /// <summary>Of a file that nobody opened, nobody closed either: it is withheld because nothing was said of it.</summary>
    private static IEnumerable<Warning> OfGrounds(MeetingRecord record) =>
        Disclosing.WithheldWithoutGround(Disclosing.Disclose(record, edition: 1, MeetingKey.Of(record)))
            .Except(record.Attachments.Select(static (file, at) => file.Disclosure is null ? string.Create(CultureInfo.InvariantCulture, $"/attachments/{at}") : ""))
            .Select(static pointer => new Warning { Code = "ground-missing", Pointer = pointer, Detail = "The part is withheld without a ground (政府資訊公開法 §18)." });

    private static IEnumerable<Warning> OfFiles(MeetingRecord record, Surroundings surroundings) =>
        record.Attachments
            .Select(static (file, at) => (File: file, At: at))
            .Where(entry => entry.File.Disclosure?.Level == DisclosureLevel.Public && !(surroundings.Files.TryGetValue(entry.File.Id, out var stored) && stored.IsOf(entry.File)))
            .Select(static entry => new Warning
            {
                Code = "file-missing",
                Pointer = string.Create(CultureInfo.InvariantCulture, $"/attachments/{entry.At}"),
                Detail = "The file is public but not stored, or not the one that the record names: the page lists it without a link.",
            });
}
