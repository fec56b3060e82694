using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records;

internal static class RecordBody
{
    /// <summary>The record in a body that was sent to the record's own address: its id may be left out, and must not be another.</summary>
    public static MeetingRecord ReadAt(string id, ReadOnlyMemory<byte> utf8)
    {
        var record = MeetingRecordReader.Read(BodyOfResource.WithId(id, utf8)).Accepted();
        return record.Id == id
            ? record
            : throw ProblemException.Invalid(new Fault("/id", RequestFaults.IdMismatch, "is not the id in the address"));
    }
}
