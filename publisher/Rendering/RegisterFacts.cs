using System.Globalization;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Pages;

namespace OpenMinutes.Rendering;

/// <summary>What the pages of a register call meetings and units by.</summary>
internal sealed record RegisterNames
{
    public required SeriesFacts Series { get; init; }

    /// <summary>The titles of the meetings that directives and figures name, by their keys.</summary>
    public required IReadOnlyDictionary<string, string> Meetings { get; init; }

    /// <summary>The units that have a page, by the names that directives print.</summary>
    public required IReadOnlyDictionary<string, string> Units { get; init; }

    /// <summary>The minutes of a meeting, or a part of them.</summary>
    public Link Meeting(string key, string? anchor) => Meetings.TryGetValue(key, out var title)
        ? new Link(title, MinutesPage.UrlOf(Series.Slug, key) + (anchor is null ? "" : "#" + anchor))
        : new Link(key, null);

    public Link Unit(Site site, string name) => new(name, Units.TryGetValue(name, out var slug) ? site.Root + UnitPage.UrlOf(slug) : null);
}

/// <summary>The register of directives of a series, as far as it is public.</summary>
internal sealed record RegisterFacts
{
    public required RegisterNames Names { get; init; }

    /// <summary>The public directives that are not released.</summary>
    public required IReadOnlyList<PublicDirective> Open { get; init; }

    /// <summary>The pages of its public directives, in ascending order.</summary>
    public required IReadOnlyList<CaseRange> Cases { get; init; }

    /// <summary>The figures of all directives; null where there are none.</summary>
    public PublicRegister? Figures { get; init; }

    /// <summary>All units that have a page.</summary>
    public required IReadOnlyList<UnitFacts> Units { get; init; }
}

/// <summary>
/// Public directives of a series that share a page: a hundred by their numbers, which never change, so that a directive is always found where it was.
/// </summary>
/// <param name="Series">The slug of the series.</param>
/// <param name="First">The lowest of the numbers.</param>
internal readonly record struct CaseRange(string Series, int First)
{
    public const int Size = 100;

    public int Last => First + Size - 1;

    /// <summary>1-100.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    /// <summary>The one in which a directive stands.</summary>
    public static CaseRange Of(string series, int number) => new(series, ((number - 1) / Size * Size) + 1);
}

/// <summary>A register in the list of registers.</summary>
/// <param name="Series">The slug of the series.</param>
/// <param name="Shown">How many of its directives are public.</param>
/// <param name="Cases">The pages of its public directives.</param>
/// <param name="Figures">The figures of all directives; null where there are none.</param>
internal sealed record RegisterTotals(string Series, int Shown, IReadOnlyList<CaseRange> Cases, PublicRegister? Figures);

/// <summary>A register where all are shown together.</summary>
/// <param name="Totals">How much is in it.</param>
/// <param name="Names">What its directives call meetings and units by.</param>
/// <param name="DueFirst">The public directives that are not released: at most <see cref="Pages.DirectivesPage.MostShown"/>, what is due first before the others.</param>
internal sealed record RegisterSummary(RegisterTotals Totals, RegisterNames Names, IReadOnlyList<PublicDirective> DueFirst);

/// <summary>What of a register concerns a unit.</summary>
/// <param name="Names">What its pages call units by.</param>
/// <param name="Figures">The figures of all directives; null where there are none.</param>
/// <param name="Directives">The public directives that were given to the unit: all that go on, and those released last.</param>
internal sealed record UnitRegister(RegisterNames Names, PublicRegister? Figures, IReadOnlyList<PublicDirective> Directives);
