using System.Security.Cryptography;
using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.GetPublicEdition;

/// <summary>Read what the public reads of an edition</summary>
/// <remarks>Byte for byte what is published, or would be if the edition were approved as it stands: the place to look before one approves.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Get("/v1/records/{id}/editions/{edition}/public");
        Policies(Scope.RecordsRead);
        Metadata(new Answer(200, typeof(PublicEdition), "The public edition.", "ETag"), Answer.NotModified, new Refuses(ProblemCode.NotFound, ProblemCode.Gone));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var edition = await EditionRow.FindAsync(connection, request.Id, request.Edition, cancellationToken) ?? throw await MissingRecord.ProblemAsync(connection, request.Id, cancellationToken);

        var bytes = edition.PublicBytes(request.Edition);
        await Bytes.SendAsync(HttpContext, bytes, SHA256.HashData(bytes), request.IfNoneMatch, cancellationToken);
    }
}
