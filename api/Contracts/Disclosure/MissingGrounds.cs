using System.Globalization;

namespace OpenMinutes.Contracts;

/// <summary>Finds the parts of a public edition that are withheld without a ground, as JSON pointers.</summary>
internal sealed class MissingGrounds
{
    private readonly List<string> _pointers = [];

    private MissingGrounds()
    {
    }

    /// <summary>In the order of the document, a part before what is in it.</summary>
    public static IReadOnlyList<string> In(PublicEdition edition)
    {
        var found = new MissingGrounds();
        found.Each("/attendance", edition.Attendance, static person => person.Disclosure);
        found.Each("/sections", edition.Sections, static section => section.Disclosure, (pointer, section) =>
        {
            found.Clauses(pointer + "/clauses", section.Clauses);
            found.Each(pointer + "/items", section.Items, static item => item.Disclosure, (place, item) =>
            {
                found.Clauses(place + "/explanation", item.Explanation);
                if (item.Outcome is { } outcome)
                {
                    found.Note(place + "/outcome", outcome.Disclosure);
                    found.Clauses(place + "/outcome/clauses", outcome.Clauses);
                }
            });
        });
        found.Each("/annexes", edition.Annexes, static annex => annex.Disclosure, (pointer, annex) =>
        {
            found.Clauses(pointer + "/explanation", annex.Explanation);
            found.Each(pointer + "/reports", annex.Reports, static report => report.Disclosure, (place, report) => found.Clauses(place + "/clauses", report.Clauses));
        });
        found.Each("/attachments", edition.Attachments, static file => file.Disclosure);
        return found._pointers;
    }

    private void Clauses(string pointer, IReadOnlyList<PublicClause> clauses) =>
        Each(pointer, clauses, static clause => clause.Disclosure, (place, clause) =>
        {
            if (clause.Children.Count > 0)
            {
                Clauses(place + "/children", clause.Children);
            }
        });

    private void Each<T>(string pointer, IReadOnlyList<T> parts, Func<T, Disclosure?> disclosure, Action<string, T>? within = null)
    {
        for (var at = 0; at < parts.Count; at++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{pointer}/{at}");
            Note(place, disclosure(parts[at]));
            within?.Invoke(place, parts[at]);
        }
    }

    private void Note(string pointer, Disclosure? disclosure)
    {
        if (disclosure is { Level: DisclosureLevel.Withheld, Ground: null })
        {
            _pointers.Add(pointer);
        }
    }
}
