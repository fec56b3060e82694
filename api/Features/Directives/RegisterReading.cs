using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives;

/// <summary>What of a series' register is read.</summary>
/// <param name="Series">The series.</param>
internal sealed record RegisterScope(string Series)
{
    /// <summary>A record that counts as if its working edition were public, so that its editors see what it will do.</summary>
    public string? Counting { get; init; }

    /// <summary>Only these directives, and the meetings that began or reviewed them.</summary>
    public string[]? Directives { get; init; }

    /// <summary>With only some directives: meetings that are read besides, whatever they did.</summary>
    public string[] Meetings { get; init; } = [];
}

/// <summary>Reads a series' register out of the tables: one statement for each kind of row, whatever its size.</summary>
internal static class RegisterReading
{
    private const string Select =
        """
        select r.id, r.key, r.number, r.start_at, (r.public_edition is not null and r.withdrawn_at is null) or r.id is not distinct from @counting as counts
        from minutes.records r
        where r.series = @series and r.deleted_at is null
          and (@directives::text[] is null or r.id = any(@meetings) or r.id in (
            select origin_record from minutes.directives where id = any(@directives)
            union
            select record from minutes.directive_reviews where directive = any(@directives)));

        select a.record, a.cohort, a.total, a.released, a.continued
        from minutes.directive_aggregates a join minutes.records r on r.id = a.record
        where r.series = @series and (@directives::text[] is null or r.id = any(@meetings));

        select d.id, d.series, d.origin_record, d.origin_anchor, d.text, d.due, d.disclosure_level, d.disclosure_ground, d.disclosure_summary
        from minutes.directives d
        where d.series = @series and (@directives::text[] is null or d.id = any(@directives));

        select u.directive, u.name, u.role
        from minutes.directive_units u join minutes.directives d on d.id = u.directive
        where d.series = @series and (@directives::text[] is null or d.id = any(@directives))
        order by u.directive, u.position;

        select p.directive, p.unit, p.at, p.state, p.percent, p.note
        from minutes.directive_progress p join minutes.directives d on d.id = p.directive
        where d.series = @series and (@directives::text[] is null or d.id = any(@directives))
        order by p.id;

        select distinct on (v.directive, v.record) v.directive, v.record, v.anchor, v.verdict, v.text, v.due, v.units
        from minutes.directive_reviews v
        join minutes.directives d on d.id = v.directive
        join minutes.records r on r.id = v.record
        where d.series = @series and (@directives::text[] is null or d.id = any(@directives))
          and v.edition <= case when r.id = @counting then r.edition else r.public_edition end
        order by v.directive, v.record, v.edition desc;
        """;

    public static async Task<Register> ReadAsync(NpgsqlConnection connection, RegisterScope scope, CancellationToken cancellationToken)
    {
        await using var results = await connection.QueryMultipleAsync(Sql.Command(Select, scope, cancellationToken));
        var meetings = (await results.ReadAsync<MeetingRow>()).AsList();
        var aggregates = (await results.ReadAsync<AggregateRow>()).ToLookup(static row => row.Record);
        var directives = (await results.ReadAsync<DirectiveRow>()).AsList();
        var units = (await results.ReadAsync<UnitRow>()).ToLookup(static row => row.Directive);
        var progress = (await results.ReadAsync<ProgressRow>()).ToLookup(static row => row.Directive);
        var reviews = (await results.ReadAsync<ReviewRow>()).Where(static row => row.Verdict is not null).ToLookup(static row => row.Directive);
        return new Register(
            meetings.Select(row => new RegisterSlot(
                row.Id, row.Key, row.Number, row.StartAt, row.Counts, aggregates[row.Id].ToDictionary(static stated => stated.Cohort, static stated => stated.Figures))),
            directives.Select(row => new RegisterCase(
                row.Directive([.. units[row.Id].Select(static unit => new DirectiveUnit { Name = unit.Name, Role = unit.Role })]),
                [.. progress[row.Id].Select(static note => new PostedProgress(note.Unit, note.At, note.State, note.Percent, note.Note))],
                [.. reviews[row.Id].Select(static review => review.Review)])));
    }

    private sealed record MeetingRow
    {
        public string Id { get; init; } = "";
        public string Key { get; init; } = "";
        public int? Number { get; init; }
        public DateTimeOffset StartAt { get; init; }
        public bool Counts { get; init; }
    }

    private sealed record AggregateRow
    {
        public string Record { get; init; } = "";
        public Cohort Cohort { get; init; }
        public int Total { get; init; }
        public int Released { get; init; }
        public int Continued { get; init; }

        public CohortFigures Figures => new(Total, Released, Continued);
    }

    private sealed record UnitRow
    {
        public string Directive { get; init; } = "";
        public string Name { get; init; } = "";
        public DirectiveRole Role { get; init; }
    }

    private sealed record ProgressRow
    {
        public string Directive { get; init; } = "";
        public string Unit { get; init; } = "";
        public DateTimeOffset At { get; init; }
        public DirectiveState? State { get; init; }
        public int? Percent { get; init; }
        public string? Note { get; init; }
    }

    private sealed record ReviewRow
    {
        public string Directive { get; init; } = "";
        public string Record { get; init; } = "";
        public string? Anchor { get; init; }
        public Verdict? Verdict { get; init; }
        public string? Text { get; init; }
        public DateOnly? Due { get; init; }
        public string[] Units { get; init; } = [];

        public DirectiveReview Review => new() { Record = Record, Anchor = Anchor, Verdict = Verdict!.Value, Text = Text, Due = Due, Units = Units };
    }
}
