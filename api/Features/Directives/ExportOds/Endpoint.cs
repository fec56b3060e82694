using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives.ExportOds;

/// <summary>List directives as an OpenDocument spreadsheet</summary>
/// <remarks>A row for each unit of each directive, all of them, in the order of the list, with Chinese headings. Days are days and percentages numbers; texts are texts, never formulas.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    private const string MediaType = "application/vnd.oasis.opendocument.spreadsheet";

    public override void Configure()
    {
        Get("/v1/directives.ods");
        Policies(Scope.RecordsRead);
        Metadata(new Answer(200, typeof(string), "The directives.") { MediaType = MediaType });
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var sheet = DirectiveSheet.Of(await DirectiveQuery.ReadAsync(connection, request, after: null, limit: null, cancellationToken), DirectiveSheet.Headings);
        HttpContext.Response.ContentType = MediaType;
        HttpContext.Response.Headers.ContentDisposition = "attachment; filename=directives.ods";
        await HttpContext.Response.Body.WriteAsync(OpenDocumentSheet.Write("列管案件", sheet), cancellationToken);
    }
}
