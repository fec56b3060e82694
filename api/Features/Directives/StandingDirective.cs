using Dapper;
using Npgsql;
using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives;

/// <summary>A directive with all that happened to it: what every answer with a directive is made of.</summary>
internal sealed record StandingDirective(Directive Directive, DirectiveStanding Standing)
{
    private const string Select =
        """
        select d.id, d.series, d.origin_record, d.origin_anchor, d.text, d.due, d.disclosure_level, d.disclosure_ground, d.disclosure_summary, d.state, d.current_due,
               coalesce(d.state <> 'released' and d.current_due < (now() at time zone 'Asia/Taipei')::date, false) as overdue, d.public_number, d.revision, d.updated_at,
               d.origin_record is not null and not exists (
                 select from minutes.records r where r.id = d.origin_record and r.deleted_at is null) as origin_missing
        from minutes.directives d
        where d.id = @id;

        select u.name, u.role, u.state, u.percent, u.note,
               exists (select from minutes.unit_names known where known.name = u.name and known.body in ('', s.body)) as known
        from minutes.directive_units u join minutes.directives d on d.id = u.directive join minutes.series s on s.slug = d.series
        where u.directive = @id
        order by u.position;

        select unit, state, percent, note, at, person from minutes.directive_progress where directive = @id order by id;

        select distinct on (r.start_at, r.id, r.public_edition is not null and r.withdrawn_at is null and v.edition <= r.public_edition)
               v.record, v.anchor, v.verdict, v.text, v.due, v.units, r.start_at as meeting, r.deleted_at is not null as deleted,
               r.public_edition is not null and r.withdrawn_at is null and v.edition <= r.public_edition as effective
        from minutes.directive_reviews v join minutes.records r on r.id = v.record
        where v.directive = @id
        order by r.start_at, r.id, r.public_edition is not null and r.withdrawn_at is null and v.edition <= r.public_edition desc, v.edition desc;
        """;

    public string ETag => Platform.Http.ETag.Of(Standing.Revision);

    public static Answer Created { get; } = new(201, typeof(DirectiveStanding), "The directive was created.", "ETag", "Location");

    public static Answer Changed { get; } = new(200, typeof(DirectiveStanding), "The directive as it stands now.", "ETag");

    /// <summary>The directive; it must be there.</summary>
    public static async Task<StandingDirective> ReadAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken) =>
        await FindAsync(connection, id, cancellationToken) ?? throw ProblemException.NotFound();

    public static async Task<StandingDirective?> FindAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken)
    {
        await using var results = await connection.QueryMultipleAsync(Sql.Command(Select, new { id }, cancellationToken));
        if (await results.ReadSingleOrDefaultAsync<Row>() is not { } row)
        {
            return null;
        }

        var units = (await results.ReadAsync<UnitRow>()).AsList();
        var progress = (await results.ReadAsync<ProgressNote>()).AsList();
        var reviews = (await results.ReadAsync<ReviewRow>()).Where(static review => review.Verdict is not null).ToList();
        var directive = row.AsDirective(units.ConvertAll(static unit => unit.Unit));
        return new StandingDirective(directive, new DirectiveStanding
        {
            State = row.State,
            CurrentDue = row.CurrentDue,
            Overdue = row.Overdue,
            PublicNumber = row.PublicNumber,
            Revision = row.Revision,
            ModifiedAt = row.UpdatedAt,
            Progress = progress,
            Reviews = reviews.ConvertAll(static review => review.Answer),
            Warnings = Warn(row, units),
            Links = new DirectiveLinks { Self = $"/v1/directives/{id}", Origin = row.OriginRecord is null ? null : $"/v1/records/{row.OriginRecord}" },
        });
    }

    /// <summary>The directive's members, and flat beside them how it stands.</summary>
    public byte[] ToJson() => FlatJson.Join(Directive, Standing);

    public async Task SendAsync(HttpContext context, int status, CancellationToken cancellationToken)
    {
        var body = ToJson();
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        context.Response.Headers.ETag = ETag;
        if (status == StatusCodes.Status201Created)
        {
            context.Response.Headers.Location = Standing.Links.Self;
        }

        await context.Response.Body.WriteAsync(body, cancellationToken);
    }

    private static IReadOnlyList<Warning> Warn(Row row, IReadOnlyList<UnitRow> units) =>
    [
        .. row.OriginMissing
            ? [new Warning { Code = "origin-missing", Pointer = "/origin/record", Detail = "The record in which it began was deleted; it counts once public minutes review it." }]
            : Array.Empty<Warning>(),
        .. units.Select(static (unit, at) => (unit, at)).Where(static entry => !entry.unit.Known)
            .Select(static entry => new Warning { Code = "unit-unknown", Pointer = $"/units/{entry.at}/name", Detail = "No registered unit has this name or alias; no worklist has its part." }),
    ];

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
        public bool OriginMissing { get; init; }

        public Directive AsDirective(IReadOnlyList<DirectiveUnit> units) => new DirectiveRow
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
        }.Directive(units);
    }

    private sealed record UnitRow
    {
        public string Name { get; init; } = "";
        public DirectiveRole Role { get; init; }
        public DirectiveState State { get; init; }
        public int? Percent { get; init; }
        public string? Note { get; init; }
        public bool Known { get; init; }

        public DirectiveUnit Unit => new() { Name = Name, Role = Role, State = State, Percent = Percent, Note = Note };
    }

    private sealed record ReviewRow
    {
        public string Record { get; init; } = "";
        public string? Anchor { get; init; }
        public Verdict? Verdict { get; init; }
        public string? Text { get; init; }
        public DateOnly? Due { get; init; }
        public string[] Units { get; init; } = [];
        public DateTimeOffset Meeting { get; init; }
        public bool Effective { get; init; }

        public ReviewOfDirective Answer => new()
        {
            Record = Record,
            Anchor = Anchor,
            Verdict = Verdict!.Value,
            Text = Text,
            Due = Due,
            Units = Units,
            Meeting = Meeting,
            Effective = Effective,
        };
    }
}
