using System.Globalization;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>A public edition in the list of all editions of the same minutes.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Href">Where it is; null of the one that the page shows.</param>
/// <param name="IsNewest">Whether no other supersedes it.</param>
/// <param name="Published">When it went public.</param>
/// <param name="ChangeNote">What it changed.</param>
/// <param name="Differences">Where it is compared with the one before it, and with the first.</param>
internal sealed record EditionRow(string Number, string? Href, bool IsNewest, DateText Published, string? ChangeNote, IReadOnlyList<Link>? Differences)
{
    /// <summary>Newest first; null where there is but one.</summary>
    /// <param name="texts">The site's own texts.</param>
    /// <param name="editions">The public editions in ascending order.</param>
    /// <param name="shown">The one that the page shows.</param>
    public static IReadOnlyList<EditionRow>? All(Messages texts, IReadOnlyList<EditionFacts> editions, int shown)
    {
        if (editions.Count < 2)
        {
            return null;
        }

        var pairs = EditionPairs.Of([.. editions.Select(static edition => edition.Edition)]).ToLookup(static pair => pair.After, static pair => pair.Before);
        return [.. editions.Reverse().Select(edition => new EditionRow(
            edition.Edition.ToString(CultureInfo.InvariantCulture),
            edition.Edition == shown ? null : MinutesPage.UrlOf(edition.Series, edition.Key, edition.Edition),
            edition == editions[^1],
            Dates.Day(texts, edition.PublishedAt),
            edition.ChangeNote,
            pairs.Contains(edition.Edition)
                ? [.. pairs[edition.Edition].Select(before => new Link(texts.With("minutes.compare", ("number", Counts.Of(before))), DiffPage.UrlOf(edition.Series, edition.Key, before, edition.Edition)))]
                : null))];
    }
}

/// <param name="Number">Its number.</param>
/// <param name="Href">Where it is.</param>
/// <param name="Published">When it went public.</param>
internal sealed record NewestEdition(string Number, string Href, DateText Published);
