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
}

/// <summary>How long a text may be, in UTF-16 code units.</summary>
public static class Limits
{
    /// <summary>A name, label or short line.</summary>
    public const int Line = 1_000;

    /// <summary>A paragraph.</summary>
    public const int Text = 100_000;

    /// <summary>How deep clauses may nest.</summary>
    public const int ClauseDepth = 16;
}
