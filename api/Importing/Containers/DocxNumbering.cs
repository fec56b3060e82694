using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Wordprocessing;
using WordParagraph = DocumentFormat.OpenXml.Wordprocessing.Paragraph;

namespace OpenMinutes.Importing;

/// <summary>Counts the numbered paragraphs of a WordprocessingML document as Word does when it prints them.</summary>
internal sealed partial class DocxNumbering(Numbering? numbering, DocxStyles styles)
{
    private readonly Dictionary<int, int[]> _counters = [];

    /// <summary>The label that is printed before a paragraph; null for none.</summary>
    public string? LabelOf(WordParagraph paragraph)
    {
        var (number, level) = styles.NumberingOf(paragraph) is { } properties ? NumberOf(properties) : default;
        if (number == 0 || level is < 0 or > 8 || AbstractOf(number) is not { } definition || LevelOf(definition, level) is not { } printed)
        {
            return null;
        }

        var counters = CountersOf(definition);
        counters[level] = counters[level] == 0 ? StartOf(printed) : counters[level] + 1;
        Array.Clear(counters, level + 1, counters.Length - level - 1);
        return Placeholder().Replace(printed.LevelText?.Val?.Value ?? "", match => Printed(definition, counters, match.Value[1] - '1'));
    }

    private static string Printed(AbstractNum definition, int[] counters, int level) =>
        LevelOf(definition, level) is { } printed ? ListLabels.Word(printed.NumberingFormat?.Val?.InnerText, counters[level] == 0 ? StartOf(printed) : counters[level]) : "";

    private int[] CountersOf(AbstractNum definition)
    {
        var id = definition.AbstractNumberId?.Value ?? 0;
        if (!_counters.TryGetValue(id, out var counters))
        {
            _counters.Add(id, counters = new int[10]);
        }

        return counters;
    }

    private AbstractNum? AbstractOf(int number)
    {
        var id = numbering?.Elements<NumberingInstance>().FirstOrDefault(instance => instance.NumberID?.Value == number)?.AbstractNumId?.Val?.Value;
        return id is null ? null : numbering!.Elements<AbstractNum>().FirstOrDefault(definition => definition.AbstractNumberId?.Value == id);
    }

    private static Level? LevelOf(AbstractNum definition, int level) => definition.Elements<Level>().FirstOrDefault(printed => printed.LevelIndex?.Value == level);

    private static int StartOf(Level level) => level.StartNumberingValue?.Val?.Value ?? 1;

    private static (int NumberingId, int Level) NumberOf(NumberingProperties properties) =>
        (properties.NumberingId?.Val?.Value ?? 0, properties.NumberingLevelReference?.Val?.Value ?? 0);

    [GeneratedRegex("%[1-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
