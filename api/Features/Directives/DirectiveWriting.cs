using System.Globalization;
using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Features.Records;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives;

/// <summary>Creates and replaces directives, for PUT, POST and batch alike.</summary>
internal static class DirectiveWriting
{
    private const string WriteUnits =
        """
        delete from minutes.directive_units where directive = @id and name <> all(@names);

        insert into minutes.directive_units (directive, position, name, role)
        select @id, u.position, u.name, u.role from unnest(@names, @roles) with ordinality u (name, role, position)
        on conflict (directive, name) do update set position = excluded.position, role = excluded.role;

        insert into minutes.directive_progress (directive, unit, state, percent, note, person)
        select @id, p.unit, p.state, p.percent, p.note, @person
        from unnest(@reported, @states, @percents, @notes) with ordinality p (unit, state, percent, note, place) order by p.place;
        """;

    /// <summary>Makes the directive; false if the id is taken.</summary>
    public static async Task<bool> CreateAsync(NpgsqlConnection connection, Directive directive, Caller caller, CancellationToken cancellationToken)
    {
        await RequireOriginAsync(connection, directive, cancellationToken);
        var progress = ReportedProgress.Of(directive, []);
        var created = await connection.ExecuteAsync(Sql.Command(
            """
            insert into minutes.directives (id, series, origin_record, origin_anchor, text, due, current_due, disclosure_level, disclosure_ground, disclosure_summary)
            values (@id, @series, @originRecord, @originAnchor, @text, @due, @due, @disclosureLevel, @disclosureGround, @disclosureSummary)
            on conflict (id) do nothing
            """,
            Columns(directive),
            cancellationToken));
        if (created == 0)
        {
            return false;
        }

        await connection.ExecuteAsync(Sql.Command(
            $"""
            {WriteUnits}

            insert into minutes.changes (kind, resource) values ('upsert', 'directives/' || @id);

            insert into minutes.audit (person, api_key, action, resource, revision) values (@person, @apiKey, 'directive.create', 'directives/' || @id, 1);
            """,
            UnitColumns(directive, progress, caller),
            cancellationToken));
        await DirectiveProjection.WriteAsync(connection, directive.Series, directive.Id, cancellationToken);
        return true;
    }

    /// <summary>Replaces the directive; refuses if it is not there, or not the revision that the caller saw.</summary>
    public static async Task ReplaceAsync(
        NpgsqlConnection connection, Directive directive, string? ifMatch, string? ifNoneMatch, Caller caller, CancellationToken cancellationToken)
    {
        await RequireOriginAsync(connection, directive, cancellationToken);
        await LockAsync(connection, directive.Id, cancellationToken);
        var former = await StandingDirective.FindAsync(connection, directive.Id, cancellationToken);
        Conditional.Require(ifMatch, ifNoneMatch, former?.Standing.Revision);
        if (former!.Directive.Series != directive.Series)
        {
            throw ProblemException.Invalid(new Fault("/series", FaultCodes.InvalidValue, $"must be {former.Directive.Series}, whose register has it"));
        }

        var progress = ReportedProgress.Of(directive, former.Directive.Units);
        await connection.ExecuteAsync(Sql.Command(
            """
            update minutes.directives
            set origin_record = @originRecord, origin_anchor = @originAnchor, text = @text, due = @due,
                disclosure_level = @disclosureLevel, disclosure_ground = @disclosureGround, disclosure_summary = @disclosureSummary
            where id = @id
            """,
            Columns(directive),
            cancellationToken));
        await connection.ExecuteAsync(Sql.Command(WriteUnits, UnitColumns(directive, progress, caller), cancellationToken));
        await DirectiveProjection.WriteAsync(connection, directive.Series, directive.Id, cancellationToken);
        await DirectiveHistory.WriteAsync(
            connection, [directive.Id], "directive.replace", caller, new { former = JsonSerializer.SerializeToElement(former.Directive, MinutesJson.Options) }, cancellationToken);
        await PublicDirectives.CloseAsync(connection, directive, caller, cancellationToken);
    }

    /// <summary>Nobody else changes the directive until the transaction ends. What is read after this was committed before it.</summary>
    public static async Task LockAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(Sql.Command("select from minutes.directives where id = @id for update", new { id }, cancellationToken));

    /// <summary>Refuses an origin that is no part of a record of the series. The record stays until the transaction ends.</summary>
    private static async Task RequireOriginAsync(NpgsqlConnection connection, Directive directive, CancellationToken cancellationToken)
    {
        if (directive.Origin is not { } origin)
        {
            return;
        }

        var document = await connection.QuerySingleOrDefaultAsync<string>(Sql.Command(
            """
            select e.document
            from minutes.records r join minutes.editions e on e.record = r.id and e.edition = r.edition
            where r.id = @record and r.series = @series and r.deleted_at is null
            for share of r
            """,
            new { origin.Record, directive.Series },
            cancellationToken))
            ?? throw ProblemException.Invalid(new Fault("/origin/record", RequestFaults.UnknownRecord, "is not the id of a record of the series"));
        if (!Anchors.Of(JsonSerializer.Deserialize<MeetingRecord>(document, MinutesJson.Options)!).Contains(origin.Anchor))
        {
            throw ProblemException.Invalid(new Fault("/origin/anchor", FaultCodes.UnknownAnchor, "is not the anchor of a part of the record"));
        }
    }

    private static object Columns(Directive directive) => new
    {
        directive.Id,
        directive.Series,
        originRecord = directive.Origin?.Record,
        originAnchor = directive.Origin?.Anchor,
        directive.Text,
        directive.Due,
        disclosureLevel = DirectiveProjection.Written(directive.Disclosure?.Level ?? DisclosureLevel.Withheld),
        disclosureGround = directive.Disclosure?.Ground.Written(),
        disclosureSummary = directive.Disclosure?.Summary,
    };

    private static object UnitColumns(Directive directive, List<DirectiveProgress> progress, Caller caller) => new
    {
        directive.Id,
        names = directive.Units.Select(static unit => unit.Name).ToArray(),
        roles = directive.Units.Select(static unit => DirectiveProjection.Written(unit.Role)).ToArray(),
        reported = progress.Select(static note => note.Unit).ToArray(),
        states = progress.Select(static note => note.State is { } state ? DirectiveProjection.Written(state) : null).ToArray(),
        percents = progress.Select(static note => note.Percent).ToArray(),
        notes = progress.Select(static note => note.Note).ToArray(),
        caller.Person,
        caller.ApiKey,
    };

    /// <summary>What a directive says of its units that is not so yet: the units' progress.</summary>
    private static class ReportedProgress
    {
        public static List<DirectiveProgress> Of(Directive directive, IReadOnlyList<DirectiveUnit> former)
        {
            var standing = former.ToDictionary(static unit => unit.Name, StringComparer.Ordinal);
            var faults = new List<Fault>();
            var progress = new List<DirectiveProgress>();
            foreach (var (unit, at) in directive.Units.Select(static (unit, at) => (unit, at)))
            {
                var before = standing.GetValueOrDefault(unit.Name) ?? new DirectiveUnit { Name = unit.Name };
                if (unit.State != before.State && (unit.State == DirectiveState.Released || before.State == DirectiveState.Released))
                {
                    faults.Add(new Fault(
                        string.Create(CultureInfo.InvariantCulture, $"/units/{at}/state"),
                        FaultCodes.ReleasedByReview,
                        before.State == DirectiveState.Released ? "is released; only a review re-opens" : "must be pending or proposed: only a review releases"));
                }

                var note = new DirectiveProgress
                {
                    Unit = unit.Name,
                    State = unit.State == before.State ? null : unit.State,
                    Percent = unit.Percent == before.Percent ? null : unit.Percent,
                    Note = unit.Note == before.Note ? null : unit.Note,
                };
                if (note is not { State: null, Percent: null, Note: null })
                {
                    progress.Add(note);
                }
            }

            return faults.Count == 0 ? progress : throw ProblemException.Invalid(faults);
        }
    }
}
