using System.Globalization;
using System.Text;
using System.Text.Json;
using OpenMinutes.Contracts;
using OpenMinutes.Importing;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Importing;

/// <summary>What must hold of every import.</summary>
internal static class Laws
{
    private static readonly JsonSerializerOptions IndentedJson = new(MinutesJson.Options) { WriteIndented = true };

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>What the reference document takes on a machine of which those seconds are said.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(10);

    /// <summary>How many times longer this machine takes at its best; a quicker one has no less time.</summary>
    private static readonly Lazy<double> Slowness = new(static () =>
    {
        var document = File.ReadAllBytes(Repository.PathOf("tests", "Snapshots", "moda-supervisors-18.txt"));
        var times = Enumerable.Range(0, 10).Select(_ => Timed(() => MinutesImporter.Import(document, MediaTypes.Text, new ImportOptions { Series = "s" })).Time);
        return Math.Max(1, times.Min() / Usual);
    });

    /// <summary>An import takes no longer than two seconds of its own, unless another time is said, and longer in the measure in which the machine is slow: what else it does is not counted.</summary>
    public static ImportOutcome WithoutHanging(Func<ImportOutcome> import, string what, TimeSpan? longest = null)
    {
        var (outcome, time) = Timed(import);

        Assert.True(time < (longest ?? Longest) * Slowness.Value, $"{what}: {time} on a machine that is {Slowness.Value:0.0} times slower than usual");
        return outcome;
    }

    private static (ImportOutcome Outcome, TimeSpan Time) Timed(Func<ImportOutcome> import)
    {
        var before = ThreadTime.Now;
        return (import(), ThreadTime.Now - before);
    }

    public static string Indented(MeetingRecord record) => JsonSerializer.Serialize(record, IndentedJson);

    public static MeetingRecord WithoutBold(MeetingRecord record) =>
        JsonSerializer.Deserialize<MeetingRecord>(JsonSerializer.Serialize(record, MinutesJson.Options).Replace("**", "", StringComparison.Ordinal), MinutesJson.Options)!;

    /// <summary>
    /// Minutes that have their date in the title, or neither in the text, are printed with lines that the layout composes; and an id made of the bytes
    /// is another for other bytes.
    /// </summary>
    public static MeetingRecord WithoutComposed(MeetingRecord again, MeetingRecord record) => again with
    {
        Id = record.Id,
        Header = [.. again.Header.Where(line => line.Key is not (HeaderKey.Date or HeaderKey.Title) || record.Header.Any(printed => printed.Key == line.Key))],
    };

    /// <summary>The own line of a section that is withheld (主席致詞：略。) is not in the public edition; its heading is, with （略）.</summary>
    private static MeetingRecord AsPublic(MeetingRecord record) =>
        record with { Sections = [.. record.Sections.Select(section => section.Disclosure is null ? section : section with { AsWritten = null })] };

    /// <summary>Text of the record is read as the record; plain text has no bold.</summary>
    public static void ReturnsAsText(Sample sample)
    {
        var record = sample.Result.Record;
        var again = Sample.Import(Encoding.UTF8.GetBytes(PlainText.Write(Disclosing.Disclose(record, edition: 1, key: "x"))), MediaTypes.Text, sample.Name, sample.Expected);

        Assert.True(again.Refusal is null, $"{sample.Name}: {again.Refusal}");
        Assert.Equal(Indented(WithoutBold(AsPublic(record))), Indented(WithoutComposed(again.Result!.Record, record)));
    }

    /// <summary>A word processor's document of a record, the sample's or one like it, is read as the record, bold and all.</summary>
    public static void ReturnsAs(Func<PublicEdition, byte[]> write, string mediaType, Sample sample, MeetingRecord record)
    {
        var again = Sample.Import(write(Disclosing.Disclose(record, edition: 1, key: "x")), mediaType, sample.Name, sample.Expected);

        Assert.True(again.Refusal is null, $"{sample.Name}: {again.Refusal}");
        Assert.Equal(Indented(AsPublic(record)), Indented(WithoutComposed(again.Result!.Record, record)));
    }

    /// <summary>How many characters of a sample are where, and how many are nowhere.</summary>
    public static (int Placed, int Unplaced, int Furniture, int Lost, int All) Shares(Sample sample) => Shares(Encoding.UTF8.GetString(sample.Document), sample.Result);

    /// <summary>Every character of the document but white space and invisible ones is in the record as printed, unplaced, or furniture.</summary>
    public static (int Placed, int Unplaced, int Furniture, int Lost, int All) Shares(string document, ImportResult result)
    {
        var rest = Count(Normalization.Compose(document));
        var all = rest.Values.Sum();
        var furniture = Take(rest, result.Furniture.Where(entry => entry.Kind != FurnitureKind.Invisible).SelectMany(entry => Enumerable.Repeat(entry.Text, entry.Lines.Count)));
        var unplaced = Take(rest, result.Unplaced.Select(line => line.Text));
        var placed = Take(rest, [Proof.Print(result.Record)]);
        return (placed, unplaced, furniture, rest.Values.Sum(), all);
    }

    private static int Take(Dictionary<char, int> rest, IEnumerable<string> texts)
    {
        var taken = 0;
        foreach (var (c, count) in Count(string.Concat(texts)))
        {
            var found = Math.Min(count, rest.GetValueOrDefault(c));
            taken += found;
            if (found > 0)
            {
                rest[c] -= found;
            }
        }

        return taken;
    }

    private static Dictionary<char, int> Count(string text)
    {
        var count = new Dictionary<char, int>();
        foreach (var c in text.Where(c => !char.IsWhiteSpace(c) && !Glyphs.IsInvisible(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Control))
        {
            count[c] = count.GetValueOrDefault(c) + 1;
        }

        return count;
    }
}
