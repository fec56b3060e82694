using System.Collections.Frozen;

namespace OpenMinutes.Contracts;

/// <summary>Reads a record from outside, and tells all faults of it at once.</summary>
public static class MeetingRecordReader
{
    /// <summary>
    /// What an answer carries beside the record's own members. They are passed over when they come back, so that what was read can be sent again.
    /// </summary>
    public static FrozenSet<string> ServerOwned { get; } =
        FrozenSet.Create("state", "edition", "revision", "warnings", "publication", "published", "links");

    /// <summary>Reads a record.</summary>
    /// <param name="utf8">The body: one JSON object.</param>
    public static Reading<MeetingRecord> Read(ReadOnlyMemory<byte> utf8) =>
        StrictReader.Read<MeetingRecord>(utf8, ServerOwned, MeetingRecordRules.Check);
}
