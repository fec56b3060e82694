using OpenMinutes.Api.Domain;

namespace OpenMinutes.Api.Features.Records;

/// <summary>What an answer tells about a record beside its members. A request may carry it back; it is passed over.</summary>
internal sealed record RecordStanding
{
    /// <summary>The state of the working edition.</summary>
    public required RecordState State { get; init; }

    /// <summary>The number of the working edition (版次), from 1.</summary>
    /// <example>1</example>
    public required int Edition { get; init; }

    /// <summary>Counts the changes; the ETag is made of it.</summary>
    /// <example>3</example>
    public required int Revision { get; init; }

    /// <summary>What looks wrong but may be as written. It stops nobody.</summary>
    public required IReadOnlyList<Warning> Warnings { get; init; }

    /// <summary>The publication under way for this record, if one is.</summary>
    public PublicationUnderWay? Publication { get; init; }

    /// <summary>What the public has of the record, if anything.</summary>
    public Published? Published { get; init; }

    /// <summary>Where to go from here.</summary>
    public required RecordLinks Links { get; init; }
}

/// <summary>A publication that is not over.</summary>
internal sealed record PublicationUnderWay
{
    /// <summary>The publication.</summary>
    /// <example>7</example>
    public required long Id { get; init; }

    /// <summary>waiting or running.</summary>
    /// <example>running</example>
    public required string State { get; init; }
}

/// <summary>What the public has of a record.</summary>
internal sealed record Published
{
    /// <summary>The newest edition that is or was public.</summary>
    /// <example>1</example>
    public required int Edition { get; init; }

    /// <summary>When it went public.</summary>
    /// <example>2025-12-01T10:00:00+08:00</example>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether it was withdrawn since.</summary>
    public required bool Withdrawn { get; init; }
}

/// <summary>Where to go from a record.</summary>
internal sealed record RecordLinks
{
    /// <summary>The record.</summary>
    /// <example>/v1/records/moda-supervisors-18</example>
    public required string Self { get; init; }

    /// <summary>Its editions.</summary>
    /// <example>/v1/records/moda-supervisors-18/editions</example>
    public required string Editions { get; init; }

    /// <summary>What is or would be public of its working edition.</summary>
    /// <example>/v1/records/moda-supervisors-18/editions/1/public</example>
    public required string Public { get; init; }

    /// <summary>Its page on the website, once it is public.</summary>
    /// <example>/meetings/supervisors/2025-018/</example>
    public string? Page { get; init; }

    public static RecordLinks Of(string id, int edition, string? page = null) => new()
    {
        Self = $"/v1/records/{id}",
        Editions = $"/v1/records/{id}/editions",
        Public = $"/v1/records/{id}/editions/{edition}/public",
        Page = page,
    };
}
