namespace OpenMinutes.Contracts;

/// <summary>What is wrong with one place of a JSON body.</summary>
/// <param name="Pointer">The place, as a JSON pointer (RFC 6901) into the body as sent; a missing member is pointed at where it should stand.</param>
/// <param name="Code">One of <see cref="FaultCodes"/>.</param>
/// <param name="Detail">What is wrong, in English.</param>
public sealed record Fault(string Pointer, string Code, string Detail);

/// <summary>What came of reading a JSON body: the value, or what is wrong with the body.</summary>
/// <typeparam name="T">What was to be read.</typeparam>
/// <param name="Value">The value; null if there are faults.</param>
/// <param name="Faults">All faults of the body, of a very faulty one the first <see cref="MaxFaults"/>; empty if there is a value.</param>
public sealed record Reading<T>(T? Value, IReadOnlyList<Fault> Faults)
    where T : class
{
    /// <summary>How many faults of one body are told.</summary>
    public const int MaxFaults = 100;
}

/// <summary>The codes of faults; the list is closed.</summary>
public static class FaultCodes
{
    /// <summary>The body is not JSON (RFC 8259, UTF-8 without a byte order mark, names that are text), or is nested absurdly deep.</summary>
    public const string Malformed = "malformed";

    /// <summary>A value of another JSON type stands where this one belongs; null in a list, or for a member that has no empty value.</summary>
    public const string WrongType = "wrong-type";

    /// <summary>The member is not known here.</summary>
    public const string UnknownMember = "unknown-member";

    /// <summary>The member is given twice in one object.</summary>
    public const string DuplicateMember = "duplicate-member";

    /// <summary>A required member is absent, null or empty.</summary>
    public const string Missing = "missing";

    /// <summary>The JSON type is right but the value is not one: an unknown name of a closed list, a day that is not in the calendar.</summary>
    public const string InvalidValue = "invalid-value";

    /// <summary>A number is too small, too large, or has more digits than readers of JSON hold exactly.</summary>
    public const string OutOfRange = "out-of-range";

    /// <summary>A text or list is too long.</summary>
    public const string TooLong = "too-long";

    /// <summary>A text or list is too short.</summary>
    public const string TooShort = "too-short";

    /// <summary>An identifier, slug or hash is not of its shape.</summary>
    public const string Pattern = "pattern";

    /// <summary>A time lacks its offset from UTC.</summary>
    public const string OffsetMissing = "offset-missing";

    /// <summary>A text that is one paragraph has a line end in it.</summary>
    public const string Newline = "newline";

    /// <summary>A text holds a character that no document may: U+0000 to U+001F other than tab and line ends, U+FFFE, U+FFFF.</summary>
    public const string ControlCharacter = "control-character";

    /// <summary>A text holds half of a surrogate pair.</summary>
    public const string UnpairedSurrogate = "unpaired-surrogate";

    /// <summary>Two parts of a record have the same anchor.</summary>
    public const string DuplicateAnchor = "duplicate-anchor";

    /// <summary>An annex belongs to an item that the record does not have.</summary>
    public const string UnknownAnchor = "unknown-anchor";

    /// <summary>Clauses nest deeper than <see cref="Limits.ClauseDepth"/>.</summary>
    public const string TooDeep = "too-deep";

    /// <summary>A part is disclosed as a summary, but the summary is not given.</summary>
    public const string SummaryMissing = "summary-missing";

    /// <summary>A clause has neither label, heading, text, children nor disclosure.</summary>
    public const string EmptyClause = "empty-clause";

    /// <summary>A section that says 無 (nothing) has items or clauses.</summary>
    public const string NoneNotEmpty = "none-not-empty";

    /// <summary>A unit is named twice.</summary>
    public const string DuplicateUnit = "duplicate-unit";

    /// <summary>A unit's part of a directive is said to be released, which only a review does.</summary>
    public const string ReleasedByReview = "released-by-review";

    /// <summary>A total is not the sum of its parts.</summary>
    public const string SumMismatch = "sum-mismatch";
}
