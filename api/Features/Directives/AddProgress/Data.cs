using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives.AddProgress;

internal static class Data
{
    /// <summary>Adds what a unit reports; the directive stands by it from then on.</summary>
    public static async Task AddAsync(
        NpgsqlConnection connection, string id, DirectiveProgress progress, string? ifMatch, Caller caller, CancellationToken cancellationToken)
    {
        await DirectiveWriting.LockAsync(connection, id, cancellationToken);
        var directive = await StandingDirective.ReadAsync(connection, id, cancellationToken);
        Conditional.Require(ifMatch, ifNoneMatch: null, directive.Standing.Revision);
        var unit = directive.Directive.Units.FirstOrDefault(unit => unit.Name == progress.Unit)
            ?? throw ProblemException.Invalid(new Fault("/unit", RequestFaults.UnknownUnit, "is not a unit of the directive"));
        if (unit.State == DirectiveState.Released)
        {
            throw new ProblemException(ProblemCode.WrongState, "The unit is released from the directive; only a review that continues it re-opens it.");
        }

        await connection.ExecuteAsync(Sql.Command(
            "insert into minutes.directive_progress (directive, unit, state, percent, note, person) values (@id, @unit, @state, @percent, @note, @person)",
            new
            {
                id,
                progress.Unit,
                state = progress.State is { } state ? DirectiveProjection.Written(state) : null,
                progress.Percent,
                progress.Note,
                caller.Person,
            },
            cancellationToken));
        await DirectiveProjection.WriteAsync(connection, directive.Directive.Series, id, cancellationToken);
        await DirectiveHistory.WriteAsync(connection, [id], "directive.progress", caller, progress, cancellationToken);
    }
}
