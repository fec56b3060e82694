using OpenMinutes.Api.Features.Attachments.Cleaning;
using OpenMinutes.Importing;

namespace OpenMinutes.Api.Platform.Problems;

/// <summary>What can go wrong, as a caller's program tells it apart. The list is closed; docs/api.md explains each.</summary>
internal sealed record ProblemCode
{
    public static readonly ProblemCode Malformed = new("malformed", 400, "The request is not well-formed");
    public static readonly ProblemCode Invalid = new("invalid", 400, "The request is not valid");
    public static readonly ProblemCode Unauthenticated = new("unauthenticated", 401, "A valid key is needed");
    public static readonly ProblemCode ScopeMissing = new("scope-missing", 403, "The key lacks the scope");
    public static readonly ProblemCode NotFound = new("not-found", 404, "There is no such resource");
    public static readonly ProblemCode MethodNotAllowed = new("method-not-allowed", 405, "The resource does not have this method");
    public static readonly ProblemCode WrongState = new("wrong-state", 409, "The record's state does not allow this");
    public static readonly ProblemCode SamePerson = new("same-person", 409, "Another person than the submitter must approve");
    public static readonly ProblemCode IdTaken = new("id-taken", 409, "The id is taken");
    public static readonly ProblemCode KeyTaken = new("key-taken", 409, "Another record of the series has this key");
    public static readonly ProblemCode KeyFixed = new("key-fixed", 409, "Series and key are fixed once published");
    public static readonly ProblemCode NameTaken = new("name-taken", 409, "Another unit has this name");
    public static readonly ProblemCode IdempotencyInProgress = new("idempotency-in-progress", 409, "A request with this Idempotency-Key is in progress");
    public static readonly ProblemCode Gone = new("gone", 410, "The record was deleted");
    public static readonly ProblemCode PreviewVoid = new("preview-void", 410, "The link to the preview is void");
    public static readonly ProblemCode PreconditionFailed = new("precondition-failed", 412, "The precondition does not hold");
    public static readonly ProblemCode BodyTooLarge = new("body-too-large", 413, "The body is too large");
    public static readonly ProblemCode UnsupportedMediaType = new("unsupported-media-type", 415, "The media type is not supported");
    public static readonly ProblemCode IdempotencyKeyReused = new("idempotency-key-reused", 422, "The Idempotency-Key was used for another request");
    public static readonly ProblemCode PreconditionRequired = new("precondition-required", 428, "A precondition is required");
    public static readonly ProblemCode TooManyRequests = new("too-many-requests", 429, "You ask too often");
    public static readonly ProblemCode InternalError = new("internal-error", 500, "Something went wrong here");
    public static readonly ProblemCode Unavailable = new("unavailable", 503, "The service is not available now");

    private ProblemCode(string code, int status, string title) => (Code, Status, Title) = (code, status, title);

    public string Code { get; }

    public int Status { get; }

    public string Title { get; }

    public static IReadOnlyList<ProblemCode> All { get; } =
    [
        Malformed, Invalid, Unauthenticated, ScopeMissing, NotFound, MethodNotAllowed, WrongState, SamePerson, IdTaken, KeyTaken, KeyFixed, NameTaken,
        IdempotencyInProgress, Gone, PreviewVoid, PreconditionFailed, BodyTooLarge, UnsupportedMediaType, IdempotencyKeyReused, PreconditionRequired, TooManyRequests, InternalError, Unavailable,
    ];
}

/// <summary>What can be wrong with one place of a request beyond what <see cref="Contracts.FaultCodes"/> says of bodies. Closed too.</summary>
internal static class RequestFaults
{
    public const string IdMismatch = "id-mismatch";
    public const string UnknownSeries = "unknown-series";
    public const string UnknownUnit = "unknown-unit";
    public const string UnknownRecord = "unknown-record";
    public const string BeforeOrigin = "before-origin";

    /// <summary>What an import refuses a document for, beside what is malformed, too large or of another type.</summary>
    public static IReadOnlyList<string> OfDocuments { get; } =
        [RefusalCodes.NotMinutes, RefusalCodes.TwoMeetings, RefusalCodes.DateMissing, RefusalCodes.TextUnreadable, RefusalCodes.Encrypted, RefusalCodes.ActiveContent];

    /// <summary>What an attachment's file is refused for beyond that.</summary>
    public static IReadOnlyList<string> OfFiles { get; } =
        [FileFaults.Damaged, FileFaults.HiddenContent, FileFaults.Signed, FileFaults.DigestMismatch, FileFaults.MediaTypeMismatch];

    public static IReadOnlyList<string> All { get; } = [IdMismatch, UnknownSeries, UnknownUnit, UnknownRecord, BeforeOrigin, .. OfDocuments, .. OfFiles];
}
