using OpenMinutes.Api.Platform.OpenApi;

namespace OpenMinutes.Api.Features.Records;

/// <summary>Answers with a record: its members and where it stands, under the ETag of its revision.</summary>
internal static class RecordAnswer
{
    public static Answer Created { get; } = new(201, typeof(RecordStanding), "The record was created.", "ETag", "Location");

    public static Answer Changed { get; } = new(200, typeof(RecordStanding), "The record as it stands now.", "ETag");

    public static Task SendAsync(HttpContext context, WorkingEdition record, int status, CancellationToken cancellationToken) =>
        SendAsync(context, record, record.ToJson(), status, cancellationToken);

    public static async Task SendAsync(HttpContext context, WorkingEdition record, byte[] body, int status, CancellationToken cancellationToken)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.ETag = record.ETag;
        if (status == StatusCodes.Status201Created)
        {
            response.Headers.Location = record.Standing.Links.Self;
        }

        await response.Body.WriteAsync(body, cancellationToken);
    }
}
