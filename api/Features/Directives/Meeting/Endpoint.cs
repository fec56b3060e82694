using Dapper;
using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Features.Records;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives.Meeting;

/// <summary>Read what a meeting does to the directives</summary>
/// <remarks>
/// The figures by cohort and the sentences in which minutes state them, reckoned as if the working edition were public; and the directives by what becomes of them. Of other
/// meetings only those whose minutes are public count.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, DirectivesOfMeeting>
{
    public override void Configure()
    {
        Get("/v1/records/{id}/directives");
        Policies(Scope.RecordsRead);
        Metadata(new Answer(200, typeof(DirectivesOfMeeting), "The meeting's directives."), new Refuses(ProblemCode.NotFound, ProblemCode.Gone));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (slug, name) = await connection.QuerySingleOrDefaultAsync<(string?, string)>(Sql.Command(
            "select s.slug, s.name from minutes.records r join minutes.series s on s.slug = r.series where r.id = @id and r.deleted_at is null", new { request.Id }, cancellationToken));
        if (slug is null)
        {
            throw await MissingRecord.ProblemAsync(connection, request.Id, cancellationToken);
        }

        var register = await RegisterAround.ReadAsync(connection, slug, request.Id, cancellationToken);
        await Send.OkAsync(Answer(register, register.SlotOf(request.Id)!.Value, request.Id, name), cancellationToken);
    }

    private static DirectivesOfMeeting Answer(Register register, int slot, string record, string series)
    {
        var meeting = register.Chain[slot];
        return new DirectivesOfMeeting
        {
            Record = record,
            Previous = Count(Cohort.Previous),
            Earlier = Count(Cohort.Earlier),
            Sentences =
            [
                .. slot > 0 && register.FiguresOf(slot, Cohort.Previous) is { } previous
                    ? [DirectiveSentences.OfPrevious(register.Meetings[slot - 1].Number, RocCalendar.DateOf(register.Meetings[slot - 1].Start).Month, series, previous.Figures)]
                    : Array.Empty<string>(),
                .. register.FiguresOf(slot, Cohort.Earlier) is { } earlier ? [DirectiveSentences.OfEarlier(earlier.Figures)] : Array.Empty<string>(),
            ],
            Opening = meeting.Opening,
            Released = meeting.Released,
            Continued = meeting.Continued,
            Unreviewed = meeting.Unreviewed,
            Begun = meeting.Begun,
            Reopened = meeting.Reopened,
            Unexpected = meeting.Unexpected,
        };

        CohortCount? Count(Cohort cohort) => register.FiguresOf(slot, cohort) is { } found
            ? new CohortCount { Total = found.Figures.Total, Released = found.Figures.Released, Continued = found.Figures.Continued, Stated = found.IsStated }
            : null;
    }
}
