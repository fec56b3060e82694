using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>The label that the lines of the head below it stand under.</summary>
/// <param name="Name">The label's name in the grammar.</param>
/// <param name="First">How many persons were listed above it.</param>
internal sealed record Group(string Name, int First)
{
    /// <summary>The title that holds for the persons below: （常務理事）.</summary>
    public string? Office { get; init; }

    public bool IsList => Name is "attendee" or "observer" or "unspecified" or "leave" or "absent";

    public bool HasPeople => IsList || Name is "chair" or "recorder" or "staff";

    public HeaderKey Key => Name switch
    {
        "name" => HeaderKey.Title,
        "body" => HeaderKey.Body,
        "date" => HeaderKey.Date,
        "location" => HeaderKey.Location,
        "chair" => HeaderKey.Chair,
        "recorder" => HeaderKey.Recorder,
        "attendee" or "observer" or "unspecified" or "leave" or "absent" or "staff" => HeaderKey.Attendance,
        _ => HeaderKey.Other,
    };

    public AttendeeRole Role => Name switch
    {
        "chair" => AttendeeRole.Chair,
        "recorder" => AttendeeRole.Recorder,
        "attendee" or "leave" or "absent" => AttendeeRole.Attendee,
        "observer" => AttendeeRole.Observer,
        _ => AttendeeRole.Unspecified,
    };
}
