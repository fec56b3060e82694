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

    public required int Meetings { get; init; }

    /// <summary>The day of its newest meeting whose minutes are public.</summary>
    public DateOnly? Newest { get; init; }
}

/// <summary>A unit that has a page.</summary>
internal sealed record UnitFacts
{
    public required string Slug { get; init; }

    public required string Name { get; init; }

    public string? Body { get; init; }

    public required int Appearances { get; init; }
}

/// <summary>A meeting whose minutes are public, in lists.</summary>
internal sealed record MeetingFacts
{
    public required string Series { get; init; }

    public required string Key { get; init; }

    public int? Number { get; init; }

    public required string Title { get; init; }

    public required DateTimeOffset Start { get; init; }

    /// <summary>The day it began, where it was held.</summary>
    public required DateOnly HeldOn { get; init; }

    public required int Edition { get; init; }

    public required DateTimeOffset FirstPublished { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>Since when the minutes are withdrawn.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Why, as the public may read it.</summary>
    public string? WithdrawalReason { get; init; }
}

/// <summary>Where a unit appears in the newest public edition of a meeting's minutes.</summary>
internal sealed record AppearanceFacts
{
    public required MeetingFacts Meeting { get; init; }

    public required string Anchor { get; init; }

    /// <summary>section, item or report.</summary>
    public required string Kind { get; init; }

    /// <summary>reporting, proposing, organising or supporting.</summary>
    public required string Role { get; init; }

    /// <summary>What it is about, as the public may read it.</summary>
    public required string Title { get; init; }
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
