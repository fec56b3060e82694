using OpenMinutes.Rendering.Pages;

namespace OpenMinutes.Rendering;

// What pages are told besides the public editions: plain facts, which the publisher queries and the api's preview composes.

/// <summary>A series, and how much of it is public.</summary>
internal sealed record SeriesFacts
{
    public required string Slug { get; init; }

    public required string Name { get; init; }

    public required string Body { get; init; }

    /// <summary>Whether its meetings are numbered from 1 in each year; else the numbers go on.</summary>
    public bool NumberedByYear { get; init; }

    /// <summary>How many meetings' minutes are public and not withdrawn.</summary>
    public required int Meetings { get; init; }

    /// <summary>The day of its newest meeting whose minutes are public.</summary>
    public DateOnly? Newest { get; init; }
}

/// <summary>A year of a series, by the day on which meetings were held.</summary>
internal sealed record YearFacts
{
    public required string Series { get; init; }

    public required int Year { get; init; }

    /// <summary>How many meetings it lists, withdrawn minutes included.</summary>
    public required int Listed { get; init; }

    /// <summary>How many of them have minutes that are not withdrawn.</summary>
    public required int Meetings { get; init; }

    /// <summary>The lowest and the highest number of its meetings; null where none has a number.</summary>
    public NumberRange? Numbers { get; init; }

    /// <summary>The numbers before those of its meetings that no meeting has.</summary>
    public IReadOnlyList<NumberRange> Missing { get => field ?? []; init; }

    /// <summary>The day of the newest meeting whose minutes are not withdrawn.</summary>
    public DateOnly? Newest { get; init; }

    /// <summary>When the first of its minutes that are not withdrawn went public.</summary>
    public DateTimeOffset? Issued { get; init; }

    /// <summary>When the last edition of them did.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <param name="meetings">All meetings of one series in one year; one at least.</param>
    /// <param name="numberedByYear">Whether the series begins with 1 in each year.</param>
    public static YearFacts Of(IReadOnlyList<MeetingFacts> meetings, bool numberedByYear)
    {
        var shown = meetings.Where(static meeting => meeting.WithdrawnAt is null).ToList();
        var numbers = meetings.Select(static meeting => meeting.Number).OfType<int>().ToList();
        return new YearFacts
        {
            Series = meetings[0].Series,
            Year = meetings[0].HeldOn.Year,
            Listed = meetings.Count,
            Meetings = shown.Count,
            Numbers = numbers.Count == 0 ? null : new NumberRange(numbers.Min(), numbers.Max()),
            Missing = MissingNumbers.Of(meetings, numberedByYear),
            Newest = shown.Count == 0 ? null : shown.Max(static meeting => meeting.HeldOn),
            Issued = shown.Count == 0 ? null : shown.Min(static meeting => meeting.FirstPublished),
            Modified = shown.Count == 0 ? null : shown.Max(static meeting => meeting.PublishedAt),
        };
    }
}

/// <summary>Numbers that follow each other, both ends included.</summary>
internal sealed record NumberRange(int First, int Last);

/// <summary>A meeting whose minutes are not public yet: all that the public is told of it.</summary>
internal sealed record PendingMeeting
{
    public int? Number { get; init; }

    /// <summary>The day it began, where it was held.</summary>
    public required DateOnly HeldOn { get; init; }
}

/// <summary>A unit that has a page.</summary>
internal sealed record UnitFacts
{
    public required string Slug { get; init; }

    public required string Name { get; init; }

    public string? Body { get; init; }
}

/// <summary>A meeting whose minutes are public, by its title.</summary>
internal sealed record MeetingTitle(string Series, string Key, string Title);

/// <summary>A meeting whose minutes are public, in lists.</summary>
internal sealed record MeetingFacts
{
    public required string Series { get; init; }

    public required string Key { get; init; }

    public int? Number { get; init; }

    /// <summary>In a series whose numbers go on: the highest number below its own that a meeting of the series has; where it was asked for.</summary>
    public int? NumberBefore { get; init; }

    public required string Title { get; init; }

    public required DateTimeOffset Start { get; init; }

    /// <summary>The day it began, where it was held.</summary>
    public required DateOnly HeldOn { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>Where it was held.</summary>
    public string? Location { get; init; }

    /// <summary>How many of its items have an outcome that the public may read.</summary>
    public int Decisions { get; init; }

    public required int Edition { get; init; }

    public required DateTimeOffset FirstPublished { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>Since when the minutes are withdrawn.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Why, as the public may read it.</summary>
    public string? WithdrawalReason { get; init; }

    /// <summary>Newest first; of one moment, by series and key.</summary>
    public static IEnumerable<MeetingFacts> NewestFirst(IEnumerable<MeetingFacts> meetings) => meetings
        .OrderByDescending(static meeting => meeting.Start)
        .ThenBy(static meeting => meeting.Series, StringComparer.Ordinal)
        .ThenByDescending(static meeting => meeting.Key, StringComparer.Ordinal);
}

/// <summary>Where a unit appears in the newest public edition of a meeting's minutes.</summary>
internal sealed record AppearanceFacts
{
    public required MeetingFacts Meeting { get; init; }

    public required string Anchor { get; init; }

    /// <summary>In which role: reporting, proposing, organising or supporting; or by a report of its own: report.</summary>
    public required string As { get; init; }

    /// <summary>What it is about, as the public may read it.</summary>
    public required string Title { get; init; }
}

/// <summary>A measured value that a unit reports in the newest public edition of a meeting's minutes.</summary>
internal sealed record FigureFacts
{
    public required string Series { get; init; }

    public required string Key { get; init; }

    public required DateOnly HeldOn { get; init; }

    /// <summary>Counts the figures of the minutes.</summary>
    public required int Position { get; init; }

    public required string Anchor { get; init; }

    public required string Name { get; init; }

    public required decimal Value { get; init; }

    /// <summary>The unit of measurement; empty of a plain number.</summary>
    public required string Unit { get; init; }

    /// <summary>The day it holds for.</summary>
    public required DateOnly AsOf { get; init; }
}

/// <summary>A public edition, without its text.</summary>
internal sealed record EditionFacts
{
    public required string Series { get; init; }

    public required string Key { get; init; }

    public required int Edition { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>What it changed in the one before.</summary>
    public string? ChangeNote { get; init; }
}
