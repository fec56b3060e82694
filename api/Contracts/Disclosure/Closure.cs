namespace OpenMinutes.Contracts;

/// <summary>How a part is closed, as the public may see it; null if the part is open.</summary>
internal static class Closure
{
    public static Disclosure? Of(Disclosure? disclosure) => disclosure?.Level switch
    {
        null or DisclosureLevel.Public => null,
        DisclosureLevel.Summary => new Disclosure { Level = DisclosureLevel.Summary, Ground = disclosure.Ground, Summary = disclosure.Summary },
        _ => new Disclosure { Level = DisclosureLevel.Withheld, Ground = disclosure.Ground },
    };

    /// <summary>
    /// An annex is at least as closed as its item and that item's section. Closed by one of them alone it is withheld, even where that one is
    /// summarised: the summary stands for the item, not for the annex. An annex of an item that is not there is withheld too.
    /// </summary>
    public static Disclosure? Of(Annex annex, MeetingRecord record)
    {
        var own = Of(annex.Disclosure);
        if (own?.Level == DisclosureLevel.Withheld && own.Ground is not null)
        {
            return own;
        }

        var home = record.Sections
            .SelectMany(static section => section.Items, static (section, item) => (Section: section, Item: item))
            .FirstOrDefault(home => home.Item.Id == annex.Item);
        if (home.Item is null)
        {
            return new Disclosure { Level = DisclosureLevel.Withheld, Ground = own?.Ground };
        }

        var above = new[] { Of(home.Section.Disclosure), Of(home.Item.Disclosure) }.OfType<Disclosure>().MaxBy(static closure => closure.Level);
        return (own?.Level, above?.Level) switch
        {
            (_, null) => own,
            (DisclosureLevel.Summary, DisclosureLevel.Summary) => own,
            _ => new Disclosure { Level = DisclosureLevel.Withheld, Ground = own?.Ground ?? above.Ground },
        };
    }
}
