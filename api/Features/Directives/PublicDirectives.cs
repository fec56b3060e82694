using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives;

/// <summary>
/// Follows what happens to a record that is or was public, in its transaction: the directives that it began or reviewed stand differently then, those that may be read are
/// copied to <c>public_site</c>, and the figures of the series with them. All of it follows from what is stored, so the order of what happened does not matter.
/// </summary>
internal static class PublicDirectives
{
    /// <param name="connection">Where the record changed.</param>
    /// <param name="record">The record.</param>
    /// <param name="shown">Its newest public edition; null if it was withdrawn.</param>
    /// <param name="caller">Who changed it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task FollowAsync(NpgsqlConnection connection, string record, PublicEdition? shown, Caller caller, CancellationToken cancellationToken)
    {
        if (shown is not null)
        {
            await StatedAggregates.KeepAsync(connection, record, shown, cancellationToken);
        }

        var series = await connection.QuerySingleAsync<SeriesRow>(Sql.Command(
            """
            select s.slug, s.body,
                   exists (select from minutes.directives d where d.series = s.slug) or exists (
                     select from minutes.directive_aggregates a join minutes.records of_series on of_series.id = a.record where of_series.series = s.slug) as has_register
            from minutes.records r join minutes.series s on s.slug = r.series
            where r.id = @record
            """,
            new { record },
            cancellationToken));
        if (!series.HasRegister)
        {
            return;
        }

        await LockSeriesAsync(connection, series.Slug, cancellationToken);
        var register = await RegisterReading.ReadAsync(connection, new RegisterScope(series.Slug), cancellationToken);
        var touched = await TouchedAsync(connection, record, cancellationToken);
        var changed = await DirectiveProjection.WriteAsync(connection, register.Cases, cancellationToken);
        await ShowAsync(connection, register, [.. register.Cases.Where(placed => touched.Contains(placed.Case.Directive.Id))], series, cancellationToken);
        await ShowFiguresAsync(connection, register, series, cancellationToken);
        if (changed.Count > 0)
        {
            await DirectiveHistory.WriteAsync(connection, changed, "directive.reviewed", caller, new { record }, cancellationToken);
        }
    }

    /// <summary>The public directives that began in a record or were reviewed there, as the public will read them once its working edition is public, in the order of their numbers.</summary>
    /// <param name="connection">The database; nothing is written.</param>
    /// <param name="record">The record.</param>
    /// <param name="foreseen">The edition that will be public.</param>
    /// <param name="isPublic">Whether it is already, so that nothing more will come of it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<IReadOnlyList<PublicDirective>> ForeseeAsync(
        NpgsqlConnection connection, string record, PublicEdition foreseen, bool isPublic, CancellationToken cancellationToken)
    {
        var shown = (await connection.QueryAsync<string>(Sql.Command(
            """
            select document from public_site.directives d
            where series = @series and document is not null
              and exists (select from public_site.directive_meetings m where m.series = d.series and m.number = d.number and m.key = @key)
            """,
            new { foreseen.Series, foreseen.Key },
            cancellationToken))).Select(static document => JsonSerializer.Deserialize<PublicDirective>(document, MinutesJson.Options)!).ToList();
        var touched = isPublic ? [] : await TouchedAsync(connection, record, cancellationToken);
        if (touched.Count > 0)
        {
            var register = await RegisterReading.ReadAsync(connection, new RegisterScope(foreseen.Series) { Counting = record }, cancellationToken);
            var cases = register.Cases.Where(placed => touched.Contains(placed.Case.Directive.Id)).ToList();
            var meetings = await PublicMeetings.ReadAsync(connection, register, cases, cancellationToken, foreseen: (record, foreseen));
            var numbers = await NumbersOfAsync(connection, foreseen.Series, cases, meetings, cancellationToken);
            shown.RemoveAll(directive => numbers.ContainsValue(directive.Number));
            shown.AddRange(cases.Where(placed => numbers.ContainsKey(placed.Case.Directive.Id)).Select(placed => meetings.Disclose(placed, numbers[placed.Case.Directive.Id])).OfType<PublicDirective>());
        }

        return [.. shown.OrderBy(static directive => directive.Number)];
    }

    /// <summary>Takes away at once what a change of the directive has closed. What it has opened, and all other changes, wait for the next publication of minutes about it.</summary>
    public static async Task CloseAsync(NpgsqlConnection connection, Directive directive, Caller caller, CancellationToken cancellationToken)
    {
        var level = directive.Disclosure?.Level ?? DisclosureLevel.Withheld;
        if (level == DisclosureLevel.Public || await ShownAsync(connection, directive.Id, cancellationToken) is not { } shown
            || (level == DisclosureLevel.Summary && shown.Disclosure is not null))
        {
            return;
        }

        var series = await connection.QuerySingleAsync<SeriesRow>(Sql.Command(
            "select slug, body, true as has_register from minutes.series where slug = @series", new { directive.Series }, cancellationToken));
        await LockSeriesAsync(connection, series.Slug, cancellationToken);
        var register = await RegisterReading.ReadAsync(connection, new RegisterScope(series.Slug), cancellationToken);
        await ShowAsync(connection, register, [register[directive.Id]], series, cancellationToken);
        await ShowFiguresAsync(connection, register, series, cancellationToken);
        await RequestAsync(connection, "redacted", $"directives/{directive.Id}", caller, cancellationToken);
    }

    /// <summary>Copies the figures of a series again, after an aggregate of public minutes came in, and asks for a publication.</summary>
    public static async Task ShowAggregateAsync(NpgsqlConnection connection, string series, string resource, Caller caller, CancellationToken cancellationToken)
    {
        await LockSeriesAsync(connection, series, cancellationToken);
        var register = await RegisterReading.ReadAsync(connection, new RegisterScope(series), cancellationToken);
        var row = await connection.QuerySingleAsync<SeriesRow>(Sql.Command("select slug, body, true as has_register from minutes.series where slug = @series", new { series }, cancellationToken));
        await ShowFiguresAsync(connection, register, row, cancellationToken);
        await RequestAsync(connection, "corrected", resource, caller, cancellationToken);
    }

    // Two records of a series that go public at once both write its figures.
    private static async Task LockSeriesAsync(NpgsqlConnection connection, string series, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(Sql.Command("select pg_advisory_xact_lock(hashtextextended('directives ' || @series, 0))", new { series }, cancellationToken));

    private static async Task RequestAsync(NpgsqlConnection connection, string cause, string resource, Caller caller, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(Sql.Command(
            """
            insert into minutes.publication_requests (publication, cause, resource, person, api_key)
            values (publishing.request(@cause), @cause, @resource, @person, @apiKey)
            """,
            new { cause, resource, caller.Person, caller.ApiKey },
            cancellationToken));

    private static async Task<HashSet<string>> TouchedAsync(NpgsqlConnection connection, string record, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<string>(Sql.Command(
            "select id from minutes.directives where origin_record = @record union select directive from minutes.directive_reviews where record = @record",
            new { record },
            cancellationToken))];

    private static async Task<PublicDirective?> ShownAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<string>(Sql.Command(
            """
            select p.document from minutes.directives d join public_site.directives p on p.series = d.series and p.number = d.public_number where d.id = @id
            """,
            new { id },
            cancellationToken)) is { } document
            ? JsonSerializer.Deserialize<PublicDirective>(document, MinutesJson.Options)
            : null;

    private static async Task ShowAsync(
        NpgsqlConnection connection, Register register, IReadOnlyList<CaseInRegister> cases, SeriesRow series, CancellationToken cancellationToken)
    {
        var meetings = await PublicMeetings.ReadAsync(connection, register, cases, cancellationToken);
        var numbers = await NumbersOfAsync(connection, series.Slug, cases, meetings, cancellationToken);
        await connection.ExecuteAsync(Sql.Command(
            "update minutes.directives d set public_number = n.number from unnest(@ids, @numbers) n (id, number) where d.id = n.id and d.public_number is null",
            new { ids = numbers.Keys.ToArray(), numbers = numbers.Values.ToArray() },
            cancellationToken));
        foreach (var placed in cases.Where(placed => numbers.ContainsKey(placed.Case.Directive.Id)))
        {
            var number = numbers[placed.Case.Directive.Id];
            await WriteAsync(connection, series, number, meetings.Disclose(placed, number), cancellationToken);
        }
    }

    /// <summary>The public numbers of directives that have one, and of those that get theirs as they are shown first: the next ones, in the order in which they began.</summary>
    private static async Task<Dictionary<string, int>> NumbersOfAsync(
        NpgsqlConnection connection, string series, IReadOnlyList<CaseInRegister> cases, PublicMeetings meetings, CancellationToken cancellationToken)
    {
        await using var results = await connection.QueryMultipleAsync(Sql.Command(
            """
            select coalesce(max(public_number), 0) from minutes.directives where series = @series;

            select id, public_number from minutes.directives where id = any(@ids) and public_number is not null;
            """,
            new { series, ids = cases.Select(static placed => placed.Case.Directive.Id).ToArray() },
            cancellationToken));
        var last = await results.ReadSingleAsync<int>();
        var numbers = (await results.ReadAsync<(string Id, int Number)>()).ToDictionary(static row => row.Id, static row => row.Number, StringComparer.Ordinal);
        foreach (var first in cases.Where(placed => !numbers.ContainsKey(placed.Case.Directive.Id) && meetings.Disclose(placed, number: 1) is not null).OrderBy(static placed => placed.Origin ?? -1))
        {
            numbers.Add(first.Case.Directive.Id, ++last);
        }

        return numbers;
    }

    private static async Task WriteAsync(NpgsqlConnection connection, SeriesRow series, int number, PublicDirective? directive, CancellationToken cancellationToken)
    {
        List<(string Key, string Relation)> keys =
        [
            .. directive?.Reviews.Select(static review => (review.Key, "reviewed")) ?? [],
            .. directive?.Origin is { } origin ? [(origin.Key, "begun")] : Array.Empty<(string, string)>(),
        ];
        await connection.ExecuteAsync(Sql.Command(
            """
            insert into public_site.directives as shown (series, number, document) values (@slug, @number, @document)
            on conflict (series, number) do update set document = excluded.document where shown.document is distinct from excluded.document;

            delete from public_site.directive_meetings where series = @slug and number = @number;
            insert into public_site.directive_meetings (series, key, number, relation)
            select @slug, m.key, @number, m.relation from unnest(@keys::text[], @relations::text[]) m (key, relation);

            delete from public_site.directive_units where series = @slug and number = @number;
            insert into public_site.directive_units (series, number, position, body, unit_name)
            select @slug, @number, u.position, @body, u.name from unnest(@units::text[]) with ordinality u (name, position);
            """,
            new
            {
                series.Slug,
                series.Body,
                number,
                document = directive is null ? null : JsonSerializer.Serialize(directive, MinutesJson.Options),
                keys = keys.Select(static entry => entry.Key).ToArray(),
                relations = keys.Select(static entry => entry.Relation).ToArray(),
                units = directive?.Units.Select(static unit => unit.Name).ToArray() ?? [],
            },
            cancellationToken));
    }

    private static async Task ShowFiguresAsync(NpgsqlConnection connection, Register register, SeriesRow series, CancellationToken cancellationToken)
    {
        await using var results = await connection.QueryMultipleAsync(Sql.Command(
            """
            select d.id
            from minutes.directives d join public_site.directives p on p.series = d.series and p.number = d.public_number
            where d.series = @slug and d.disclosure_level = 'public' and p.document is not null;

            select u.slug, u.name, u.aliases from minutes.units u where u.body is null or u.body = @body order by u.sort_order, u.slug;
            """,
            new { series.Slug, series.Body },
            cancellationToken));
        var shown = (await results.ReadAsync<string>()).ToHashSet(StringComparer.Ordinal);
        var units = (await results.ReadAsync<UnitRow>()).Select(static unit => new UnitNames(unit.Slug, unit.Aliases.Append(unit.Name).ToHashSet(StringComparer.Ordinal))).ToList();
        var figures = RegisterFigures.Of(series.Slug, register, shown, units);
        await connection.ExecuteAsync(Sql.Command(
            """
            insert into public_site.directive_registers as shown (series, document) select slug, @document from public_site.series where slug = @slug
            on conflict (series) do update set document = excluded.document where shown.document is distinct from excluded.document
            """,
            new { series.Slug, document = figures is null ? null : JsonSerializer.Serialize(figures, MinutesJson.Options) },
            cancellationToken));
    }

    private sealed record SeriesRow
    {
        public string Slug { get; init; } = "";
        public string Body { get; init; } = "";
        public bool HasRegister { get; init; }
    }

    private sealed record UnitRow
    {
        public string Slug { get; init; } = "";
        public string Name { get; init; } = "";
        public string[] Aliases { get; init; } = [];
    }
}
