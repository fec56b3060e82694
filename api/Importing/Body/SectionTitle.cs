using System.Text.RegularExpressions;
using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>A section's own line: its number, what it says of the section, what follows it on the line.</summary>
internal static partial class SectionTitle
{
    private const int LongestHeading = 60;

    public static void Read(SectionDraft section, Passage line, Mark? mark, Heading? heading)
    {
        section.Id = heading?.Id;
        section.IsAdjournment = heading is { IsAdjournment: true };
        section.Label = mark?.Label;
        section.Ordinal = mark?.Ordinal ?? 0;
        var rest = UnitReader.TakeFrom(line.From(mark?.Length ?? 0), section.Units);
        Heading(section, rest, heading);

        var own = new PublicSection { Id = "x", Label = section.Label, Heading = section.Heading, None = section.None, Disclosure = section.Withheld ? new Disclosure { Level = DisclosureLevel.Withheld } : null };
        var units = section.Units.Count > 0 ? line.Text[..(line.Length - (line.From(mark?.Length ?? 0).Length - rest.Length))] : line.Text;
        if (section.Entries.Count == 0 && Glyphs.Squeeze(Printed.Line(own)) != Glyphs.Squeeze(units))
        {
            section.AsWritten = units;
        }
    }

    private static void Heading(SectionDraft section, Passage rest, Heading? heading)
    {
        var text = rest.Text;
        if (section.IsAdjournment)
        {
            section.Heading = Adjournment().Match(text) is { Success: true } adjourned ? adjourned.Value : text;
        }
        else if (Fact().Match(text) is { Success: true } fact && (heading is not null || fact.Groups["apart"].Success))
        {
            section.Heading = fact.Groups["heading"].Value;
            section.None = fact.Groups["fact"].Value is not ("略" or "從略");
            section.Withheld = !section.None;
        }
        else if (text.IndexOfAny(['：', ':']) is > 0 and < LongestHeading and var colon && colon + 1 < text.Length)
        {
            section.Heading = text[..(colon + 1)];
            section.Entries.Add(Entries.Read(rest.From(colon + 1).Trim()));
        }
        else if (Glyphs.EndsSentence(text) || text.Length > LongestHeading)
        {
            section.Entries.Add(new Entry(rest, rest.Place));
        }
        else
        {
            section.Heading = text;
        }
    }

    [GeneratedRegex(@"^(【?\s*散\s*會\s*】?|[（(]?會議結束[）)]?|【?閉\s*會】?)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Adjournment();

    [GeneratedRegex(@"^(?<heading>.{1,60}?)\s*((?<apart>[（(])\s*(?<fact>無|略|從略)\s*[）)]|(?<apart>[：:])?\s*(?<fact>無|略|從略)。?)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Fact();
}
