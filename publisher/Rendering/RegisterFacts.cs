using OpenMinutes.Contracts;

namespace OpenMinutes.Rendering;

/// <summary>The register of directives of a series, as far as it is public.</summary>
internal sealed record RegisterFacts
{
    public required SeriesFacts Series { get; init; }

    /// <summary>The public directives, those that became public last first.</summary>
    public required IReadOnlyList<PublicDirective> Directives { get; init; }

    /// <summary>The figures of all directives; null where there are none.</summary>
    public PublicRegister? Figures { get; init; }

    /// <summary>The titles of the meetings that directives and figures name, by their keys.</summary>
    public required IReadOnlyDictionary<string, string> Meetings { get; init; }

    /// <summary>The units that have a page, by the names that directives print.</summary>
    public required IReadOnlyDictionary<string, string> UnitNames { get; init; }

    /// <summary>All units that have a page.</summary>
    public required IReadOnlyList<UnitFacts> Units { get; init; }
}

/// <summary>A register in the list of registers.</summary>
/// <param name="Series">The slug of the series.</param>
/// <param name="Shown">How many of its directives are public.</param>
/// <param name="Figures">The figures of all directives; null where there are none.</param>
internal sealed record RegisterTotals(string Series, int Shown, PublicRegister? Figures);
