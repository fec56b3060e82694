using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Records.GetEdition;

/// <summary>Read one edition of a record</summary>
/// <remarks>The edition as written, withheld parts included.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Get("/v1/records/{id}/editions/{edition}");
        Policies(Scope.RecordsRead);
        Metadata(new Answer(200, typeof(EditionStanding), "The edition.", "ETag"), Answer.NotModified, new Refuses(ProblemCode.NotFound, ProblemCode.Gone));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var edition = await EditionRow.FindAsync(connection, request.Id, request.Edition, cancellationToken) ?? throw await MissingRecord.ProblemAsync(connection, request.Id, cancellationToken);

        var standing = new EditionStanding { Edition = request.Edition, Links = RecordLinks.Of(request.Id, request.Edition) };
        await Bytes.SendAsync(HttpContext, FlatJson.Join(edition.Record, standing), edition.Sha256, request.IfNoneMatch, cancellationToken);
    }
}
