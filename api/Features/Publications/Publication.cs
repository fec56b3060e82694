using System.Text.Json;

namespace OpenMinutes.Api.Features.Publications;

/// <summary>A publication (發布): one piece of work that brings the website up to date, on every target.</summary>
internal sealed record Publication
{
    /// <summary>The publication.</summary>
    /// <example>7</example>
    public required long Id { get; init; }

    /// <summary>waiting, running, succeeded, failed or cancelled, all targets taken together.</summary>
    /// <example>running</example>
    public required string State { get; init; }

    /// <summary>What made it necessary first: requested, approved, due, corrected, redacted, errata, withdrawn, reinstated or rollback.</summary>
    /// <example>approved</example>
    public required string Cause { get; init; }

    /// <summary>What is rendered again besides what changed; of records, the addresses of their pages.</summary>
    public required JsonElement Scope { get; init; }

    /// <summary>Whether it only tells what it would change.</summary>
    /// <example>false</example>
    public bool DryRun { get; init; }

    /// <summary>When it was asked for first.</summary>
    /// <example>2025-12-01T10:00:00+08:00</example>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Everybody who asked.</summary>
    public required IReadOnlyList<PublicationRequest> Requests { get; init; }

    /// <summary>The work, one job a target.</summary>
    public required IReadOnlyList<PublicationJob> Jobs { get; init; }

    /// <summary>Where to go from here.</summary>
    public required PublicationLinks Links { get; init; }
}

/// <summary>Who asked for a publication, and why.</summary>
internal sealed record PublicationRequest
{
    /// <summary>What made it necessary: requested, approved, due, corrected, redacted, errata, withdrawn, reinstated or rollback.</summary>
    /// <example>approved</example>
    public required string Cause { get; init; }

    /// <summary>The record that changed for the public, as a path under /v1.</summary>
    /// <example>records/moda-supervisors-18</example>
    public string? Resource { get; init; }

    /// <summary>The reason given.</summary>
    public string? Reason { get; init; }

    /// <summary>Who asked.</summary>
    /// <example>林主管</example>
    public required string Person { get; init; }

    /// <summary>When.</summary>
    /// <example>2025-12-01T10:00:00+08:00</example>
    public required DateTimeOffset RequestedAt { get; init; }
}

/// <summary>The work of a publication on one target.</summary>
internal sealed record PublicationJob
{
    /// <summary>The target: a directory, a bucket.</summary>
    /// <example>site</example>
    public required string Target { get; init; }

    /// <summary>waiting, running, succeeded, failed or cancelled.</summary>
    /// <example>succeeded</example>
    public required string State { get; init; }

    /// <summary>How often it was begun.</summary>
    /// <example>1</example>
    public required int Attempt { get; init; }

    /// <summary>What it is doing: reading, rendering, verifying, uploading or switching.</summary>
    /// <example>switching</example>
    public string? Phase { get; init; }

    /// <summary>Whether it waits because automatic publications are paused after a rollback.</summary>
    /// <example>false</example>
    public required bool Paused { get; init; }

    /// <summary>The release from which it goes back to the one before.</summary>
    public UndoneRelease? Undoes { get; init; }

    /// <summary>When it was begun last.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How many files it will look at.</summary>
    /// <example>40</example>
    public int? PagesPlanned { get; init; }

    /// <summary>How many of them are done.</summary>
    /// <example>40</example>
    public required int PagesDone { get; init; }

    /// <summary>The file that it looked at last, while it is at work.</summary>
    /// <example>meetings/supervisors/2025-018/index.html</example>
    public string? CurrentPage { get; init; }

    /// <summary>For how long it is at work, or was.</summary>
    /// <example>3</example>
    public int? ElapsedSeconds { get; init; }

    /// <summary>How much longer the files will take that are not done yet, if the others tell.</summary>
    /// <example>2</example>
    public int? RemainingSeconds { get; init; }

    /// <summary>How many files it wrote.</summary>
    /// <example>12</example>
    public required int PagesWritten { get; init; }

    /// <summary>How many files it removed.</summary>
    /// <example>0</example>
    public required int PagesRemoved { get; init; }

    /// <summary>How many files stayed as they were.</summary>
    /// <example>28</example>
    public required int PagesUnchanged { get; init; }

    /// <summary>The size of what it wrote.</summary>
    /// <example>410230</example>
    public required long BytesWritten { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }

    /// <summary>What went wrong after the release was put live, and left it as it is, such as the purge of a cache.</summary>
    public string? Warning { get; init; }

    /// <summary>Of a dry run: how many files would change.</summary>
    /// <example>23</example>
    public int? Files { get; init; }

    /// <summary>Of a dry run: the files that would change, by path; of very many the first 10,000. Lists leave it out.</summary>
    public IReadOnlyList<PlannedFile>? Plan { get; init; }

    /// <summary>The release that it put live.</summary>
    /// <example>5</example>
    public long? Release { get; init; }
}

/// <summary>A file of the website that a publication would change.</summary>
internal sealed record PlannedFile
{
    /// <summary>Its path from the site's root.</summary>
    /// <example>units/digital-strategy/2025/index.html</example>
    public required string Path { get; init; }

    /// <summary>write or remove.</summary>
    /// <example>write</example>
    public required string Action { get; init; }

    /// <summary>What it is drawn for: records by series, key and edition; series, units, templates.</summary>
    /// <example>["supervisors/2025-018: edition 3"]</example>
    public required IReadOnlyList<string> Why { get; init; }
}

/// <summary>A release that is live no more, because somebody went back to the one before.</summary>
internal sealed record UndoneRelease
{
    /// <summary>The release.</summary>
    /// <example>5</example>
    public required long Release { get; init; }

    /// <summary>The publications that put it live.</summary>
    /// <example>[7]</example>
    public required IReadOnlyList<long> Publications { get; init; }
}

/// <summary>Where to go from a publication.</summary>
internal sealed record PublicationLinks
{
    /// <summary>The publication.</summary>
    /// <example>/v1/publications/7</example>
    public required string Self { get; init; }

    /// <summary>The same as it goes, as server-sent events.</summary>
    /// <example>/v1/publications/7/events</example>
    public required string Events { get; init; }
}
