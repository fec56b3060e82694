namespace OpenMinutes.Contracts;

/// <summary>The shapes of the identifiers in a record, as regular expressions that both C# and JSON Schema read.</summary>
public static class Patterns
{
    /// <summary>A record's id; not <c>.</c> or <c>..</c>.</summary>
    public const string RecordId = @"^(?!\.{1,2}$)[A-Za-z0-9._-]{1,128}$";

    /// <summary>An anchor: the id of a part of a record.</summary>
    public const string Anchor = "^[a-z0-9-]{1,128}$";

    /// <summary>The slug of a series or unit, or a meeting's key.</summary>
    public const string Slug = "^[a-z0-9-]{1,128}$";

    /// <summary>A SHA-256 in lower-case hexadecimal.</summary>
    public const string Sha256 = "^[0-9a-f]{64}$";

    /// <summary>One paragraph: a text without line ends.</summary>
    public const string Paragraph = @"^[^\n\r\u2028\u2029]*$";

    /// <summary>A time with its offset, as RFC 3339 writes it.</summary>
    public const string Time = @"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?(Z|[+-][0-9]{2}:[0-9]{2})$";
}

/// <summary>How long a text may be, in Unicode code points as JSON Schema counts them, and how large numbers and trees.</summary>
public static class Limits
{
    /// <summary>A name, label or short line.</summary>
    public const int Line = 1_000;

    /// <summary>A paragraph.</summary>
    public const int Text = 100_000;

    /// <summary>How deep clauses may nest.</summary>
    public const int ClauseDepth = 16;

    /// <summary>The greatest whole number that every reader of JSON holds exactly (2^53 − 1).</summary>
    public const long WholeNumber = 9_007_199_254_740_991;

    /// <summary>How many significant digits every reader of JSON holds exactly.</summary>
    public const int SignificantDigits = 15;
}
