using OpenMinutes.Api.Features.Records;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives;

/// <summary>A directive as its row has it.</summary>
internal sealed record DirectiveRow
{
    public string Id { get; init; } = "";
    public string Series { get; init; } = "";
    public string? OriginRecord { get; init; }
    public string? OriginAnchor { get; init; }
    public string Text { get; init; } = "";
    public DateOnly? Due { get; init; }
    public DisclosureLevel DisclosureLevel { get; init; }
    public string? DisclosureGround { get; init; }
    public string? DisclosureSummary { get; init; }

    public Directive Directive(IReadOnlyList<DirectiveUnit> units) => new()
    {
        Id = Id,
        Series = Series,
        Origin = OriginRecord is null ? null : new DirectiveOrigin { Record = OriginRecord, Anchor = OriginAnchor! },
        Text = Text,
        Units = units,
        Due = Due,
        Disclosure = DisclosureLevel == DisclosureLevel.Withheld && DisclosureGround is null && DisclosureSummary is null
            ? null
            : new Disclosure { Level = DisclosureLevel, Ground = Grounds.Read(DisclosureGround), Summary = DisclosureSummary },
    };
}
