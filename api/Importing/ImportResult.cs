using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>What became of a document: the record, and everything an editor should look at beside it.</summary>
public sealed record ImportResult
{
    /// <summary>The record that was read. Its <c>values</c> are never filled by an import.</summary>
    public required MeetingRecord Record { get; init; }

    /// <summary>What the document says that cannot be quite right, or that the importer is unsure of. Nothing was repaired.</summary>
    public IReadOnlyList<ImportWarning> Warnings { get; init; } = [];

    /// <summary>Lines that no place in the record was found for.</summary>
    public IReadOnlyList<UnplacedText> Unplaced { get; init; } = [];

    /// <summary>What was taken away because it is not the minutes': page numbers, running heads, a converter's marks.</summary>
    public IReadOnlyList<Furniture> Furniture { get; init; } = [];

    /// <summary>Where in the document each derived member of the record comes from.</summary>
    public IReadOnlyList<Provenance> Provenance { get; init; } = [];
}

/// <summary>A remark on the document.</summary>
/// <param name="Code">What kind of remark: one of <see cref="WarningCodes"/>.</param>
/// <param name="Detail">The remark, in English.</param>
/// <param name="Pointer">The member of the record it concerns, as a JSON pointer.</param>
/// <param name="Line">The line of the document, from 1.</param>
/// <param name="Column">The column in the line, from 1.</param>
public sealed record ImportWarning(string Code, string Detail, string? Pointer = null, int? Line = null, int? Column = null);

/// <summary>The codes of warnings of an import; the list is closed.</summary>
public static class WarningCodes
{
    /// <summary>The printed weekday is not the date's.</summary>
    public const string WeekdayDisagrees = "weekday-disagrees";

    /// <summary>The date is not in the minutes but in the file's name.</summary>
    public const string DateFromFileName = "date-from-file-name";

    /// <summary>The title is not in the minutes but in the file's name.</summary>
    public const string TitleFromFileName = "title-from-file-name";

    /// <summary>No time of day is printed; the record says 00:00.</summary>
    public const string TimeMissing = "time-missing";

    /// <summary>The meeting had several sittings; the record has the first's start and the last's end.</summary>
    public const string SeveralSittings = "several-sittings";

    /// <summary>A number of a list is missing or out of order, as printed.</summary>
    public const string NumberingGap = "numbering-gap";

    /// <summary>A number of a list is printed twice.</summary>
    public const string NumberingRepeat = "numbering-repeat";

    /// <summary>Attendance is told by a number or a group instead of names (等64人).</summary>
    public const string NamesNotListed = "names-not-listed";

    /// <summary>A printed count of persons is not the number of names listed.</summary>
    public const string CountDisagrees = "count-disagrees";

    /// <summary>The text calls itself secret (密件).</summary>
    public const string MarkedSecret = "marked-secret";

    /// <summary>The document has characters that its own conversion could not read (U+FFFD).</summary>
    public const string UnreadableCharacters = "unreadable-characters";

    /// <summary>A text is longer than a record may hold there; it is listed as unplaced.</summary>
    public const string TooLong = "too-long";

    /// <summary>A line has no place in the record.</summary>
    public const string Unplaced = "unplaced";
}

/// <summary>A line that has no place in the record.</summary>
/// <param name="Line">The line of the document, from 1.</param>
/// <param name="Text">The line.</param>
public sealed record UnplacedText(int Line, string Text);

/// <summary>A text that was taken away, and where it stood.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text.</param>
/// <param name="Lines">Each line of the document it was taken from, from 1; a line twice where it stood there twice.</param>
public sealed record Furniture(FurnitureKind Kind, string Text, IReadOnlyList<int> Lines);

/// <summary>What kind of text was taken away.</summary>
public enum FurnitureKind
{
    /// <summary>A page number.</summary>
    PageNumber,

    /// <summary>A line repeated at the head or foot of the pages.</summary>
    RunningHead,

    /// <summary>A mark of Markdown or of a converter: <c>#</c>, <c>&gt;</c>, <c>- </c> before a number, the lines of a table.</summary>
    Markup,

    /// <summary>A block that a converter wrote for machines.</summary>
    Metadata,

    /// <summary>An invisible character (U+200B and the like).</summary>
    Invisible,
}

/// <summary>Where a derived member of the record comes from.</summary>
/// <param name="Pointer">The member, as a JSON pointer into the record.</param>
/// <param name="Line">The line of the document, from 1; 0 for the file's name.</param>
/// <param name="Column">The column in the line, from 1, after normalisation.</param>
/// <param name="Confidence">How sure the importer is.</param>
public sealed record Provenance(string Pointer, int Line, int Column, Confidence Confidence);

/// <summary>How sure the importer is of what it derived.</summary>
public enum Confidence
{
    /// <summary>Printed so: a label or mark of the grammar says what it is.</summary>
    Printed,

    /// <summary>Derived from the form of the line.</summary>
    Derived,

    /// <summary>A guess; look at it.</summary>
    Guessed,
}
