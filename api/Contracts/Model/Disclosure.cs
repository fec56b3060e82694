using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace OpenMinutes.Contracts;

/// <summary>What the public may read of a part (公開、摘要、略).</summary>
public sealed record Disclosure
{
    /// <summary>How open the part is.</summary>
    public required DisclosureLevel Level { get; init; }

    /// <summary>Why it is not public: 政府資訊公開法 §18 I n.</summary>
    public Ground? Ground { get; init; }

    /// <summary>What the public reads in place of the part; required when the level is <c>summary</c>.</summary>
    [StringLength(Limits.Text)]
    public string? Summary { get; init; }
}

/// <summary>How open a part is.</summary>
public enum DisclosureLevel
{
    /// <summary>公開.</summary>
    Public,

    /// <summary>摘要: a text stands in its place.</summary>
    Summary,

    /// <summary>略.</summary>
    Withheld,
}

/// <summary>A ground to withhold: 政府資訊公開法 第18條第1項 第1–9款.</summary>
public enum Ground
{
    /// <summary>第1款: state secrets, or secret by another law.</summary>
    [JsonStringEnumMemberName("18-1-1")]
    StateSecret,

    /// <summary>第2款: crime, or somebody's life and safety.</summary>
    [JsonStringEnumMemberName("18-1-2")]
    CrimeOrSafety,

    /// <summary>第3款: drafts and internal preparation before a decision.</summary>
    [JsonStringEnumMemberName("18-1-3")]
    PreDecision,

    /// <summary>第4款: supervision, inspection, investigation.</summary>
    [JsonStringEnumMemberName("18-1-4")]
    Supervision,

    /// <summary>第5款: examinations.</summary>
    [JsonStringEnumMemberName("18-1-5")]
    Examination,

    /// <summary>第6款: privacy and professional secrets.</summary>
    [JsonStringEnumMemberName("18-1-6")]
    Privacy,

    /// <summary>第7款: business secrets.</summary>
    [JsonStringEnumMemberName("18-1-7")]
    BusinessSecret,

    /// <summary>第8款: cultural heritage.</summary>
    [JsonStringEnumMemberName("18-1-8")]
    CulturalHeritage,

    /// <summary>第9款: state enterprises.</summary>
    [JsonStringEnumMemberName("18-1-9")]
    StateEnterprise,
}
