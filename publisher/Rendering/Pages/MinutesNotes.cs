using System.Globalization;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>What a minutes page says of a part besides its text: why it is closed, what was corrected, what it measures.</summary>
internal sealed class MinutesNotes(Messages texts, PublicEdition edition)
{
    private readonly ILookup<string, Erratum>? _errata =
        edition.Errata.Count == 0 ? null : edition.Errata.ToLookup(static erratum => erratum.Anchor, StringComparer.Ordinal);

    public NoteView? Of(string anchor, Disclosure? disclosure, IReadOnlyList<ClauseValue>? values = null, string tag = Printed.Withheld)
    {
        var errata = _errata is null ? null : Views.Of([.. _errata[anchor]], ErratumOf);

        // Nearly no clause has values: for all the others not even a delegate is made.
        var measured = values is null or { Count: 0 } ? null : Views.Of(values, Measured);
        if (!Printed.IsClosed(disclosure))
        {
            return errata is null && measured is null ? null : new NoteView(null, null, null, errata, measured);
        }

        var summary = disclosure.Summary is null ? null : new StoredText(Printed.Closed(disclosure));
        return new NoteView(summary is null ? tag : null, summary, Words.Of(texts, disclosure), errata, measured);
    }

    private static ErratumView ErratumOf(Erratum erratum)
    {
        var line = Printed.Line(erratum);
        return new ErratumView(line[..^erratum.Text.Length], Dates.Iso(erratum.Date), new StoredText(erratum.Text));
    }

    private string Measured(ClauseValue value) => texts.With(
        value.AsOf is null ? "minutes.value" : "minutes.value_as_of",
        ("name", value.Name),
        ("value", value.Value.ToString(CultureInfo.InvariantCulture) + (value.Unit is { } unit ? " " + unit : "")),
        ("day", value.AsOf is { } day ? Dates.Short(texts, day) : ""));
}
