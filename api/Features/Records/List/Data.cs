using Dapper;
using Npgsql;
using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.List;

/// <summary>Where a page ended in the order of the list.</summary>
internal sealed record Position(DateTimeOffset Start, string Id);

internal sealed record RecordRow
{
    public string Id { get; init; } = "";
    public string Series { get; init; } = "";
    public string Key { get; init; } = "";
    public int? Number { get; init; }
    public string Title { get; init; } = "";
    public DateTimeOffset StartAt { get; init; }
    public RecordState State { get; init; }
    public int Edition { get; init; }
    public int Revision { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? PublishAt { get; init; }
    public int? PublicEdition { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public bool Withdrawn { get; init; }

    public RecordSummary Summary => new()
    {
        Id = Id,
        Series = Series,
        Key = Key,
        Number = Number,
        Title = Title,
        Start = StartAt,
        State = State,
        Edition = Edition,
        Revision = Revision,
        ModifiedAt = UpdatedAt,
        PublishAt = PublishAt,
        Published = PublicEdition is { } edition ? new Published { Edition = edition, At = PublishedAt!.Value, Withdrawn = Withdrawn } : null,
    };

    public static async Task<IReadOnlyList<RecordRow>> ReadAsync(
        NpgsqlConnection connection, Request request, Position? after, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<RecordRow>(Sql.Command(
            """
            select r.id, r.series, r.key, r.number, r.title, r.start_at, r.state, r.edition, r.revision, r.updated_at, r.publish_at, r.public_edition,
                   r.published_at, r.withdrawn_at is not null as withdrawn
            from minutes.records r
            where r.deleted_at is null
              and (@series::text is null or r.series = @series)
              and (@year::integer is null or r.year = @year)
              and (@state::text is null or r.state = @state)
              and (@from::timestamptz is null or r.start_at >= @from)
              and (@before::timestamptz is null or r.start_at < @before)
              and (@modifiedSince::timestamptz is null or r.updated_at >= @modifiedSince)
              and (@unit::text is null or exists (
                select from minutes.record_units named
                join minutes.unit_names known on known.name = named.name and known.body in ('', named.body)
                where named.record = r.id and known.unit = @unit))
              and (@terms::text[] is null or exists (
                select from minutes.record_texts searched
                where searched.record = r.id and not exists (select from unnest(@terms) term where strpos(searched.folded, term) = 0)))
              and (@afterStart::timestamptz is null or r.start_at < @afterStart or (r.start_at = @afterStart and r.id > @afterId))
            order by r.start_at desc, r.id
            limit @limit + 1
            """,
            new
            {
                request.Series,
                request.Year,
                state = request.State?.ToString().ToLowerInvariant(),
                from = StartOf(request.From),
                before = StartOf(request.To?.AddDays(1)),
                request.ModifiedSince,
                request.Unit,
                terms = request.Q is { } query ? SearchText.Terms(query) : null,
                afterStart = after?.Start,
                afterId = after?.Id,
                request.Limit,
            },
            cancellationToken))];

    private static DateTimeOffset? StartOf(DateOnly? day) => day is { } date ? new DateTimeOffset(date, TimeOnly.MinValue, RocCalendar.Offset) : null;
}
