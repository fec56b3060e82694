using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives.ExportCsv;

/// <summary>List directives as CSV</summary>
/// <remarks>
/// A row for each unit of each directive, all of them, in the order of the list; RFC 4180 in UTF-8, with a byte order mark for spreadsheets. A text that a spreadsheet would take
/// for a formula begins with an apostrophe.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    private const string MediaType = "text/csv";

    public override void Configure()
    {
        Get("/v1/directives.csv");
        Policies(Scope.RecordsRead);
        Metadata(new Answer(200, typeof(string), "The directives.") { MediaType = MediaType });
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var sheet = DirectiveSheet.Of(await DirectiveQuery.ReadAsync(connection, request, after: null, limit: null, cancellationToken), DirectiveSheet.Names);
        HttpContext.Response.ContentType = $"{MediaType}; charset=utf-8; header=present";
        HttpContext.Response.Headers.ContentDisposition = "attachment; filename=directives.csv";
        await HttpContext.Response.Body.WriteAsync(CommaSeparated.Write(sheet), cancellationToken);
    }
}
