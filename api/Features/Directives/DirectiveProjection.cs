using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives;

/// <summary>Keeps beside each directive how it stands, so that it can be searched by state and due date. It follows from its progress notes and public reviews alone.</summary>
internal static class DirectiveProjection
{
    /// <summary>Writes how the directives stand; answers those that stood differently.</summary>
    public static async Task<IReadOnlyList<string>> WriteAsync(NpgsqlConnection connection, IEnumerable<CaseInRegister> cases, CancellationToken cancellationToken)
    {
        var standing = cases.ToList();
        var units = standing.SelectMany(static placed => placed.Life.Units, static (placed, unit) => (placed.Case.Directive.Id, Unit: unit)).ToList();
        return [.. await connection.QueryAsync<string>(Sql.Command(
            """
            with standing as (
              update minutes.directives d set state = s.state, current_due = s.due
              from unnest(@ids, @states, @dues) s (id, state, due)
              where d.id = s.id and (d.state, d.current_due) is distinct from (s.state, s.due)
              returning d.id
            ), units as (
              update minutes.directive_units u set state = s.state, percent = s.percent, note = s.note
              from unnest(@directives, @names, @unitStates, @percents, @notes) s (directive, name, state, percent, note)
              where u.directive = s.directive and u.name = s.name and (u.state, u.percent, u.note) is distinct from (s.state, s.percent, s.note)
              returning u.directive
            )
            select id from standing union select directive from units order by 1
            """,
            new
            {
                ids = standing.ConvertAll(static placed => placed.Case.Directive.Id),
                states = standing.ConvertAll(static placed => Written(placed.Life.State)),
                dues = standing.ConvertAll(static placed => placed.Life.Due),
                directives = units.ConvertAll(static entry => entry.Id),
                names = units.ConvertAll(static entry => entry.Unit.Name),
                unitStates = units.ConvertAll(static entry => Written(entry.Unit.State)),
                percents = units.ConvertAll(static entry => entry.Unit.Percent),
                notes = units.ConvertAll(static entry => entry.Unit.Note),
            },
            cancellationToken))];
    }

    /// <summary>Writes how one directive stands.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, string series, string directive, CancellationToken cancellationToken)
    {
        var register = await RegisterReading.ReadAsync(connection, new RegisterScope(series) { Directives = [directive] }, cancellationToken);
        await WriteAsync(connection, [register[directive]], cancellationToken);
    }

    public static string Written<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
