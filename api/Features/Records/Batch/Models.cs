using System.IO.Pipelines;
using FastEndpoints;

namespace OpenMinutes.Api.Features.Records.Batch;

internal sealed record Request
{
    [FromBody]
    public required PipeReader Body { get; init; }
}
