using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>
/// Last step: the record is printed, and every line of the document must be in the print. One that is not, whatever the reason, is told as unplaced:
/// so nothing is lost even where the reader is wrong.
/// </summary>
internal static class Proof
{
    public static IReadOnlyList<UnplacedText> Unplaced(IEnumerable<SourceLine> lines, MeetingRecord record)
    {
        var printed = new Dictionary<char, int>();
        foreach (var c in Print(record).Where(c => !char.IsWhiteSpace(c)))
        {
            printed[c] = printed.GetValueOrDefault(c) + 1;
        }

        var unplaced = new List<UnplacedText>();
        foreach (var line in lines.Where(line => !line.IsBlank))
        {
            if (!Take(line.Text, printed))
            {
                unplaced.Add(new UnplacedText(line.Number, line.Text.Trim()));
            }
        }

        return unplaced;
    }

    private static bool Take(string text, Dictionary<char, int> printed)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                continue;
            }

            if (printed.GetValueOrDefault(text[at]) == 0)
            {
                GiveBack(text.AsSpan(0, at), printed);
                return false;
            }

            printed[text[at]]--;
        }

        return true;
    }

    private static void GiveBack(ReadOnlySpan<char> text, Dictionary<char, int> printed)
    {
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c))
            {
                printed[c]++;
            }
        }
    }

    /// <summary>All that the record holds, as it would be printed; what is withheld prints its （略） beside its content.</summary>
    internal static string Print(MeetingRecord record)
    {
        var open = record with
        {
            Sections =
            [
                .. record.Sections.Select(section => section with
                {
                    AsWritten = section.AsWritten ?? (section.Disclosure is null ? null : Printed.Line(section.Label, section.Heading + Printed.Withheld)),
                    Disclosure = null,
                    Items =
                    [
                        .. section.Items.Select(item => item.Outcome is not { Disclosure: not null } outcome ? item : item with
                        {
                            Outcome = outcome with { Disclosure = null, Clauses = [new Clause { Id = "x", Text = Printed.Withheld }, .. outcome.Clauses] },
                        }),
                    ],
                }),
            ],
        };
        return string.Concat(DocumentLayout.Lines(Disclosing.Disclose(open, edition: 1, key: "x")).Select(line => line.Text));
    }
}
