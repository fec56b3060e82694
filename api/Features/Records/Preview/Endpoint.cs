using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Features.Previews;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.Preview;

/// <summary>Make a link to the page as it would be published</summary>
/// <remarks>
/// Of the working edition, before it is approved or after. The link can be given to somebody without a key; it is signed, works for a day (<c>OPENMINUTES_PREVIEW_HOURS</c>), and is void once
/// the edition changes. It changes nothing, and needs no <c>If-Match</c>.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database, IConfiguration configuration) : Endpoint<Request>
{
    private const string Variable = "OPENMINUTES_PREVIEW_HOURS";
    private const int UsualHours = 24;

    public override void Configure()
    {
        Post("/v1/records/{id}/preview");
        Policies(Scope.RecordsRead);
        Metadata(new Answer(200, typeof(PreviewLink), "The link."), new Refuses(ProblemCode.NotFound, ProblemCode.Gone));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        if (request.Body.PublishAt is { } wrong && !RocCalendar.Covers(wrong))
        {
            throw ProblemException.Invalid(new Fault("/publishAt", FaultCodes.OutOfRange, "must be a time of the years 1912 to 2910"));
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var edition = await ForeseenEdition.FindAsync(connection, request.Id, cancellationToken) ?? throw await MissingRecord.ProblemAsync(connection, request.Id, cancellationToken);
        var key = await PreviewKey.ReadOrMakeAsync(connection, cancellationToken);

        var expires = edition.Now.AddHours(configuration.GetValue(Variable, UsualHours));
        var publishedAt = (request.Body.PublishAt ?? edition.PublishAt ?? edition.Now).ToOffset(RocCalendar.Offset);
        var token = edition.Claim(publishedAt, expires).Sign(key);
        await Send.OkAsync(
            new PreviewLink { Url = $"{HttpContext.Request.Scheme}://{HttpContext.Request.Host}{HttpContext.Request.PathBase}/previews/{token}", Expires = expires }, cancellationToken);
    }
}
