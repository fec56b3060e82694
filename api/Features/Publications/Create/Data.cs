using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Publications.Create;

/// <summary>A scope whose names are known to the website. Records have no ids there, but the addresses of their pages.</summary>
internal sealed record NamedScope(JsonObject Json)
{
    public static async Task<NamedScope> ResolveAsync(NpgsqlConnection connection, PublicationScope asked, CancellationToken cancellationToken)
    {
        await using var results = await connection.QueryMultipleAsync(Sql.Command(
            """
            select slug from public_site.series where slug = any(@series);

            select slug from public_site.units where slug = any(@units);

            select id, series || '/' || key as path from minutes.records where id = any(@records) and public_edition is not null;
            """,
            new { series = asked.Series?.ToArray() ?? [], units = asked.Units?.ToArray() ?? [], records = asked.Records?.ToArray() ?? [] },
            cancellationToken));
        var series = (await results.ReadAsync<string>()).ToHashSet();
        var units = (await results.ReadAsync<string>()).ToHashSet();
        var paths = (await results.ReadAsync<(string Id, string Path)>()).ToDictionary(static record => record.Id, static record => record.Path);

        List<Fault> faults =
        [
            .. Unknown("series", asked.Series, series.Contains, RequestFaults.UnknownSeries, "is not the slug of a series"),
            .. Unknown("units", asked.Units, units.Contains, RequestFaults.UnknownUnit, "is not the slug of a unit"),
            .. Unknown("records", asked.Records, paths.ContainsKey, RequestFaults.UnknownRecord, "is not the id of a published record"),
        ];
        return faults.Count > 0 ? throw ProblemException.Invalid(faults) : new NamedScope(Written(asked, paths));
    }

    public async Task<long> RequestAsync(NpgsqlConnection connection, bool dryRun, string? reason, Caller caller, CancellationToken cancellationToken) =>
        await connection.QuerySingleAsync<long>(Sql.Command(
            """
            with asked as materialized (
              select case when @dryRun then publishing.request_dry_run(@scope::jsonb) else publishing.request('requested', @scope::jsonb) end as publication
            ), audited as (
              insert into minutes.audit (person, api_key, action, resource, detail)
              select @person, @apiKey, 'publication.request', 'publications/' || publication,
                     jsonb_strip_nulls(jsonb_build_object('scope', @scope::jsonb, 'reason', @reason::text, 'dryRun', nullif(@dryRun, false)))
              from asked
            )
            insert into minutes.publication_requests (publication, cause, reason, scope, person, api_key)
            select publication, 'requested', @reason, @scope::jsonb, @person, @apiKey from asked
            returning publication
            """,
            new { scope = Json.ToJsonString(), dryRun, reason, caller.Person, caller.ApiKey },
            cancellationToken));

    private static IEnumerable<Fault> Unknown(string member, IReadOnlyList<string>? names, Func<string, bool> isKnown, string code, string detail) =>
        (names ?? []).Select((name, at) => (name, at)).Where(entry => !isKnown(entry.name)).Select(entry => new Fault($"/scope/{member}/{entry.at}", code, detail));

    private static JsonObject Written(PublicationScope asked, Dictionary<string, string> paths)
    {
        var json = new JsonObject();
        if (asked.All)
            json["all"] = true;
        if (asked.Series is { Count: > 0 } series)
            json["series"] = JsonSerializer.SerializeToNode(series);
        if (asked.Units is { Count: > 0 } units)
            json["units"] = JsonSerializer.SerializeToNode(units);
        if (asked.Records is { Count: > 0 } records)
            json["records"] = JsonSerializer.SerializeToNode(records.Select(id => paths[id]));
        if (asked.Templates)
            json["templates"] = true;
        return json;
    }
}
