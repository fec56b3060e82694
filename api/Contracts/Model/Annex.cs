using System.ComponentModel.DataAnnotations;

namespace OpenMinutes.Contracts;

/// <summary>An annex (附錄) of an item: the written reports of the units (各單位業務報告).</summary>
public sealed record Annex
{
    /// <summary>The anchor.</summary>
    /// <example>annex-1</example>
    [RegularExpression(Patterns.Anchor)]
    public required string Id { get; init; }

    /// <summary>The anchor of the item the annex belongs to.</summary>
    /// <example>reports-4</example>
    [RegularExpression(Patterns.Anchor)]
    public required string Item { get; init; }

    /// <summary>The heading, printed once for consecutive annexes that share it.</summary>
    /// <example>附錄</example>
    [StringLength(Limits.Line)]
    public string? Heading { get; init; }

    /// <summary>The label of the item as repeated in the annex.</summary>
    /// <example>案由四</example>
    [StringLength(Limits.Line)]
    public string? Label { get; init; }

    /// <summary>The title as printed in the annex.</summary>
    /// <example>本部各單位業務報告書面資料</example>
    [StringLength(Limits.Text)]
    public string? Title { get; init; }

    /// <summary>Why it is put before the meeting.</summary>
    /// <example>報請公鑒</example>
    [StringLength(Limits.Line)]
    public string? Purpose { get; init; }

    /// <summary>The annex's own printed line, given where label, title and purpose do not reproduce it.</summary>
    [StringLength(Limits.Text)]
    public string? AsWritten { get; init; }

    /// <summary>The units of the annex as a whole.</summary>
    public IReadOnlyList<Unit> Units { get; init; } = [];

    /// <summary>說明 and the like: each a labelled clause.</summary>
    public IReadOnlyList<Clause> Explanation { get; init; } = [];

    /// <summary>The reports, one a unit, in order.</summary>
    public IReadOnlyList<Report> Reports { get; init; } = [];

    /// <summary>What the public may read of this annex; omitted means all. At least as closed as its item and that item's section.</summary>
    public Disclosure? Disclosure { get; init; }
}

/// <summary>The report of one unit in an annex.</summary>
public sealed record Report
{
    /// <summary>The anchor.</summary>
    /// <example>r-4</example>
    [RegularExpression(Patterns.Anchor)]
    public required string Id { get; init; }

    /// <summary>The number as written.</summary>
    /// <example>四</example>
    [StringLength(Limits.Line)]
    public string? Label { get; init; }

    /// <summary>The unit's name at the meeting.</summary>
    /// <example>數位政府司</example>
    [StringLength(Limits.Line)]
    public required string Unit { get; init; }

    /// <summary>The report's own printed line, given where label and unit do not reproduce it.</summary>
    [StringLength(Limits.Text)]
    public string? AsWritten { get; init; }

    /// <summary>The text of the report.</summary>
    public IReadOnlyList<Clause> Clauses { get; init; } = [];

    /// <summary>What the public may read of this report; omitted means all.</summary>
    public Disclosure? Disclosure { get; init; }
}

/// <summary>A file that goes with the minutes; its bytes are stored beside the record.</summary>
public sealed record Attachment
{
    /// <summary>The anchor.</summary>
    /// <example>f-1</example>
    [RegularExpression(Patterns.Anchor)]
    public required string Id { get; init; }

    /// <summary>The file's name for the reader, without a path.</summary>
    /// <example>簡報.odp</example>
    [StringLength(Limits.Line)]
    public required string FileName { get; init; }

    /// <summary>The media type.</summary>
    /// <example>application/vnd.oasis.opendocument.presentation</example>
    [StringLength(Limits.Line)]
    public string? MediaType { get; init; }

    /// <summary>The size in bytes.</summary>
    /// <example>48213</example>
    [Range(0, Limits.WholeNumber)]
    public long? Size { get; init; }

    /// <summary>The SHA-256 of the bytes, 64 lower-case hexadecimal digits.</summary>
    /// <example>9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08</example>
    [RegularExpression(Patterns.Sha256)]
    public string? Sha256 { get; init; }

    /// <summary>What the public may have of this file; omitted means withheld.</summary>
    public Disclosure? Disclosure { get; init; }
}
