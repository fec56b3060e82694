using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives.AddReview;

internal static class Data
{
    /// <summary>Writes the review with the working edition of its record; one that was there is replaced, and stays in the audit.</summary>
    public static async Task AddAsync(NpgsqlConnection connection, string id, DirectiveReview review, string? ifMatch, Caller caller, CancellationToken cancellationToken)
    {
        var known = await StandingDirective.ReadAsync(connection, id, cancellationToken);
        var record = await ReviewedRecord.LockAsync(connection, review.Record, known.Directive, cancellationToken);
        await DirectiveWriting.LockAsync(connection, id, cancellationToken);
        var directive = await StandingDirective.ReadAsync(connection, id, cancellationToken);
        Conditional.Require(ifMatch, ifNoneMatch: null, directive.Standing.Revision);
        if (Faults(review, record, directive.Directive).ToList() is { Count: > 0 } faults)
        {
            throw ProblemException.Invalid(faults);
        }

        await connection.ExecuteAsync(Sql.Command(
            """
            insert into minutes.directive_reviews (directive, record, edition, anchor, verdict, text, due, units, updated_by)
            values (@id, @record, @edition, @anchor, @verdict, @text, @due, @units, @person)
            on conflict (directive, record, edition) do update
            set anchor = excluded.anchor, verdict = excluded.verdict, text = excluded.text, due = excluded.due, units = excluded.units,
                updated_at = now(), updated_by = excluded.updated_by
            """,
            new
            {
                id,
                review.Record,
                record.Edition,
                review.Anchor,
                verdict = DirectiveProjection.Written(review.Verdict),
                review.Text,
                review.Due,
                units = review.Units.ToArray(),
                caller.Person,
            },
            cancellationToken));
        var former = directive.Standing.Reviews.LastOrDefault(former => former.Record == review.Record);
        await DirectiveHistory.WriteAsync(connection, [id], "directive.review", caller, new { review, former }, cancellationToken);
    }

    private static IEnumerable<Fault> Faults(DirectiveReview review, ReviewedRecord record, Directive directive)
    {
        if (!record.IsAfterOrigin)
        {
            yield return new Fault("/record", RequestFaults.BeforeOrigin, "is of a meeting that was not held after the one in which the directive began");
        }

        if (review.Anchor is { } anchor && !record.Anchors.Contains(anchor))
        {
            yield return new Fault("/anchor", FaultCodes.UnknownAnchor, "is not the anchor of a part of the record");
        }

        foreach (var (unit, at) in review.Units.Select(static (unit, at) => (unit, at)).Where(entry => directive.Units.All(known => known.Name != entry.unit)))
        {
            yield return new Fault($"/units/{at}", RequestFaults.UnknownUnit, $"names {unit}, which is not a unit of the directive");
        }
    }
}
