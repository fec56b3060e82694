using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives;

/// <summary>A directive in a list.</summary>
internal sealed record DirectiveEntry
{
    /// <summary>The directive's id.</summary>
    /// <example>moda-2025-031</example>
    public required string Id { get; init; }

    /// <summary>The slug of its series.</summary>
    /// <example>supervisors</example>
    public required string Series { get; init; }

    /// <summary>Where it began.</summary>
    public DirectiveOrigin? Origin { get; init; }

    /// <summary>What is to be done.</summary>
    /// <example>請國際司研議數位憑證皮夾之跨境互通測試。</example>
    public required string Text { get; init; }

    /// <summary>Its units, each with its state.</summary>
    public required IReadOnlyList<DirectiveUnit> Units { get; init; }

    /// <summary>The day by which it is to be done, as first set.</summary>
    /// <example>2025-12-31</example>
    public DateOnly? Due { get; init; }

    /// <summary>What the public may read of it; absent where that is nothing.</summary>
    public Disclosure? Disclosure { get; init; }

    /// <summary>How it stands.</summary>
    public required DirectiveState State { get; init; }

    /// <summary>The day by which it is to be done now.</summary>
    /// <example>2026-01-31</example>
    public DateOnly? CurrentDue { get; init; }

    /// <summary>Whether it is not released and that day has passed.</summary>
    public required bool Overdue { get; init; }

    /// <summary>Its number on the website, once it has been there.</summary>
    /// <example>12</example>
    public int? PublicNumber { get; init; }

    /// <summary>Counts the changes.</summary>
    /// <example>3</example>
    public required int Revision { get; init; }

    /// <summary>When it last changed.</summary>
    /// <example>2025-12-01T10:00:00+08:00</example>
    public required DateTimeOffset ModifiedAt { get; init; }
}

/// <summary>Where a page ended in the order of the list.</summary>
internal sealed record DirectivePosition(DateOnly? Due, string Id);

/// <summary>Finds directives: what is due first comes first, what has no due date last.</summary>
internal static class DirectiveQuery
{
    private const string Select =
        """
        select d.id, d.series, d.origin_record, d.origin_anchor, d.text, d.due, d.disclosure_level, d.disclosure_ground, d.disclosure_summary,
               d.state, d.current_due, coalesce(d.state <> 'released' and d.current_due < today.day, false) as overdue, d.public_number, d.revision, d.updated_at,
               (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('name', u.name, 'role', u.role, 'state', u.state, 'percent', u.percent, 'note', u.note)) order by u.position)
                from minutes.directive_units u where u.directive = d.id) as units
        from minutes.directives d
        join minutes.series s on s.slug = d.series
        cross join (select (now() at time zone 'Asia/Taipei')::date as day) today
        left join lateral (
          -- Of a unit under several names, the part that is not released yet.
          select u.state from minutes.directive_units u
          join minutes.unit_names known on known.name = u.name and known.body in ('', s.body)
          where u.directive = d.id and known.unit = @unit
          order by u.state = 'released', u.position
          limit 1
        ) part on true
        where (@series::text is null or d.series = @series)
          and (@unit::text is null or part.state is not null)
          and (@state::text is null or coalesce(part.state, d.state) = @state)
          and (@overdue::boolean is null or coalesce(coalesce(part.state, d.state) <> 'released' and d.current_due < today.day, false) = @overdue)
          and (@dueBefore::date is null or (coalesce(part.state, d.state) <> 'released' and d.current_due < @dueBefore))
          and (@meeting::text is null or d.origin_record = @meeting or exists (
            select from minutes.directive_reviews v where v.directive = d.id and v.record = @meeting and v.verdict is not null))
          and (@afterId::text is null
            or (coalesce(d.current_due, 'infinity'), d.id) > (coalesce(@afterDue::date, 'infinity'), @afterId))
        order by coalesce(d.current_due, 'infinity'), d.id
        limit @limit
        """;

    /// <param name="connection">The database.</param>
    /// <param name="filter">Which directives.</param>
    /// <param name="after">Behind which one to begin.</param>
    /// <param name="limit">How many at most; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<IReadOnlyList<DirectiveEntry>> ReadAsync(
        NpgsqlConnection connection, DirectiveFilter filter, DirectivePosition? after, int? limit, CancellationToken cancellationToken) =>
        [.. (await connection.QueryAsync<Row>(Sql.Command(
            Select,
            new
            {
                filter.Series,
                filter.Unit,
                state = filter.State is { } state ? DirectiveProjection.Written(state) : null,
                filter.Overdue,
                filter.DueBefore,
                filter.Meeting,
                afterDue = after?.Due,
                afterId = after?.Id,
                limit,
            },
            cancellationToken))).Select(static row => row.Entry)];

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string Series { get; init; } = "";
        public string? OriginRecord { get; init; }
        public string? OriginAnchor { get; init; }
        public string Text { get; init; } = "";
        public DateOnly? Due { get; init; }
        public DisclosureLevel DisclosureLevel { get; init; }
        public string? DisclosureGround { get; init; }
        public string? DisclosureSummary { get; init; }
        public DirectiveState State { get; init; }
        public DateOnly? CurrentDue { get; init; }
        public bool Overdue { get; init; }
        public int? PublicNumber { get; init; }
        public int Revision { get; init; }
        public DateTimeOffset UpdatedAt { get; init; }
        public string Units { get; init; } = "[]";

        public DirectiveEntry Entry
        {
            get
            {
                var directive = new DirectiveRow
                {
                    Id = Id,
                    Series = Series,
                    OriginRecord = OriginRecord,
                    OriginAnchor = OriginAnchor,
                    Text = Text,
                    Due = Due,
                    DisclosureLevel = DisclosureLevel,
                    DisclosureGround = DisclosureGround,
                    DisclosureSummary = DisclosureSummary,
                }.Directive(JsonSerializer.Deserialize<IReadOnlyList<DirectiveUnit>>(Units, MinutesJson.Options)!);
                return new DirectiveEntry
                {
                    Id = directive.Id,
                    Series = directive.Series,
                    Origin = directive.Origin,
                    Text = directive.Text,
                    Units = directive.Units,
                    Due = directive.Due,
                    Disclosure = directive.Disclosure,
                    State = State,
                    CurrentDue = CurrentDue,
                    Overdue = Overdue,
                    PublicNumber = PublicNumber,
                    Revision = Revision,
                    ModifiedAt = UpdatedAt,
                };
            }
        }
    }
}
