using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Features.Directives;
using OpenMinutes.Api.Features.Publications;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records;

/// <summary>A record as it stands, with its working edition: what every answer with a record is made of.</summary>
internal sealed record WorkingEdition
{
    /// <summary>One statement for one record. Its parameter is <c>@id</c>.</summary>
    public const string Select = $"select e.document, {Columns} where r.id = @id";

    /// <summary>The same without the document, for who has just written it, in the same round trip.</summary>
    public const string AfterWriting = $"select {Columns} where r.id = @id";

    /// <summary>The same for several records. Its parameter is <c>@ids</c>.</summary>
    public const string Glance = $"select {Columns} where r.id = any(@ids)";

    private const string Columns =
        $"""
        r.id, r.series, r.key, r.state, r.edition, r.revision, r.public_edition, r.published_at, r.publish_at, r.submitted_by, r.updated_at,
               r.withdrawn_at is not null as withdrawn, {AttachedFiles.OfEdition} as files,
               array(
                 select named.name from minutes.record_units named
                 where named.record = r.id
                   and not exists (select from minutes.unit_names known where known.name = named.name and known.body in ('', named.body))
                 order by named.name) as unknown_units,
               exists (
                 select from minutes.records other
                 where other.series = r.series and other.number = r.number and other.id <> r.id and (s.numbering = 'continuous' or other.year = r.year)) as number_repeated,
               not exists (
                 select from minutes.records other
                 where other.series = r.series and other.number = r.number - 1 and (s.numbering = 'continuous' or other.year = r.year))
               and exists (
                 select from minutes.records other
                 where other.series = r.series and other.number < r.number and (s.numbering = 'continuous' or other.year = r.year)) as number_skipped,
               exists (select from minutes.directive_reviews v where v.record = r.id) as has_reviews,
               exists (select from minutes.directives d where d.series = r.series) as has_register,
               (select json_agg(a order by a.cohort) from minutes.directive_aggregates a where a.record = r.id) as aggregates,
               (select json_agg(a order by a.cohort) from minutes.directive_aggregates a where a.record = (
                 select other.id from minutes.records other
                 where other.series = r.series and other.deleted_at is null and (other.start_at, other.id) < (r.start_at, r.id)
                 order by other.start_at desc, other.id desc
                 limit 1)) as aggregates_before,
               publication.id as publication, publication.state as state_of_publication, {Moment.Columns}
        from minutes.records r
        join minutes.editions e on e.record = r.id and e.edition = r.edition
        join minutes.series s on s.slug = r.series
        left join lateral (
          select p.id, {PublicationState.OfPublication} as state
          from publishing.publications p
          where p.id = (select max(asked.publication) from minutes.publication_requests asked where asked.resource = 'records/' || r.id)
        ) publication on true
        """;

    public string Id { get; init; } = "";
    public string Series { get; init; } = "";
    public string Key { get; init; } = "";
    public RecordState State { get; init; }
    public int Edition { get; init; }
    public int Revision { get; init; }
    public int? PublicEdition { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public DateTimeOffset? PublishAt { get; init; }
    public string? SubmittedBy { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public string Document { get; init; } = "";
    public bool Withdrawn { get; init; }
    public string? Files { get; init; }
    public string[] UnknownUnits { get; init; } = [];
    public bool NumberRepeated { get; init; }
    public bool NumberSkipped { get; init; }
    public bool HasReviews { get; init; }

    /// <summary>Whether there is a directive in its series.</summary>
    public bool HasRegister { get; init; }

    /// <summary>The figures that are kept of it without their cases, and of the meeting before it.</summary>
    public string? Aggregates { get; init; }

    public string? AggregatesBefore { get; init; }

    /// <summary>Whether what is said of it depends on directives, which change without it.</summary>
    public bool IsCompared { get; init; }

    public IReadOnlyList<RegisterDoubt> Doubts { get; init; } = [];
    public long? Publication { get; init; }
    public string? StateOfPublication { get; init; }

    public DateTime ServerStart { get; init; }
    public string Snapshot { get; init; } = "";

    /// <summary>When it stood so.</summary>
    public Moment Moment => new(ServerStart, Snapshot);

    public MeetingRecord Record
    {
        get => field ??= JsonSerializer.Deserialize<MeetingRecord>(Document, MinutesJson.Options)!;
        init;
    }

    public string ETag => Platform.Http.ETag.Of(Revision);

    /// <summary>All that an answer is made of but the document, which is another only with another revision.</summary>
    public string Fingerprint => string.Join(
        '\n', Id, Revision, UpdatedAt.UtcTicks, Series, Key, State, Edition, PublicEdition, PublishedAt, PublishAt, Withdrawn, Files, NumberRepeated, NumberSkipped, HasReviews, HasRegister, Aggregates, AggregatesBefore,
        Publication, StateOfPublication, string.Join('\n', UnknownUnits));

    public static async Task<WorkingEdition?> FindAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<WorkingEdition>(Sql.Command(Select, new { id }, cancellationToken)) is { } found
            ? await found.ComparedAsync(connection, cancellationToken)
            : null;

    /// <summary>The same, with what looks wrong between it and the register of directives.</summary>
    public async Task<WorkingEdition> ComparedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var stated = DirectiveSentences.In(Record);
        if (stated.Count == 0 && !HasReviews)
        {
            return this;
        }

        if (!HasRegister)
        {
            return this with { Doubts = RegisterDoubts.Of(RegisterWithoutDirectives.Of(Id, Aggregates, AggregatesBefore), RegisterWithoutDirectives.Slot, stated) };
        }

        var register = await RegisterAround.ReadAsync(connection, Series, Id, cancellationToken);
        return this with { IsCompared = true, Doubts = register.SlotOf(Id) is { } slot ? RegisterDoubts.Of(register, slot, stated) : [] };
    }

    public RecordStanding Standing => new()
    {
        State = State,
        Edition = Edition,
        Revision = Revision,
        Warnings = Warnings.Of(Record, new Surroundings
        {
            UnknownUnits = UnknownUnits,
            NumberRepeated = NumberRepeated,
            NumberSkipped = NumberSkipped,
            Files = AttachedFiles.Read(Files),
            Doubts = Doubts,
        }),
        Publication = StateOfPublication is "waiting" or "running" ? new PublicationUnderWay { Id = Publication!.Value, State = StateOfPublication } : null,
        Published = PublicEdition is { } edition ? new Published { Edition = edition, At = PublishedAt!.Value, Withdrawn = Withdrawn } : null,
        Links = RecordLinks.Of(Id, Edition, page: PublicEdition is null ? null : $"/meetings/{Series}/{Key}/"),
    };

    /// <summary>The record's members, and flat beside them where it stands.</summary>
    public byte[] ToJson() => FlatJson.Join(Record, Standing);
}
