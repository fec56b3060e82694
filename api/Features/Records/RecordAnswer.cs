using OpenMinutes.Api.Platform.OpenApi;

namespace OpenMinutes.Api.Features.Records;

/// <summary>Answers with a record: its members and where it stands, under the ETag of its revision.</summary>
internal static class RecordAnswer
{
    public static Answer Created { get; } = new(201, typeof(RecordStanding), "The record was created.", "ETag", "Location");

    public static Answer Changed { get; } = new(200, typeof(RecordStanding), "The record as it stands now.", "ETag");

    public static Task SendAsync(HttpContext context, WorkingEdition record, int status, CancellationToken cancellationToken)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.Headers.ETag = record.ETag;
        if (status == StatusCodes.Status201Created)
        {
            response.Headers.Location = RecordLinks.Of(record.Id, record.Edition).Self;
        }

        return SendAsync(context, record.ToJson(), cancellationToken);
    }

    public static async Task SendAsync(HttpContext context, byte[] body, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, cancellationToken);
    }
}
