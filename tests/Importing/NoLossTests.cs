using System.Text;
using OpenMinutes.Importing;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Importing;

/// <summary>Nothing is lost, whatever the document: over mutated samples too.</summary>
public sealed class NoLossTests
{
    private const int Usual = 400;

    private static readonly Func<List<string>, Random, List<string>>[] Mutations =
    [
        (lines, random) => { lines.RemoveAt(random.Next(lines.Count)); return lines; },
        (lines, random) => { var (a, b) = (random.Next(lines.Count), random.Next(lines.Count)); (lines[a], lines[b]) = (lines[b], lines[a]); return lines; },
        (lines, random) => { var at = random.Next(lines.Count); lines.Insert(at, lines[random.Next(lines.Count)]); return lines; },
        (lines, random) => Change(lines, random, line => line.Replace(random.Next(2) == 0 ? '（' : '）', '(').Replace(random.Next(2) == 0 ? "(" : ")", "", StringComparison.Ordinal)),
        (lines, random) => Change(lines, random, Widths),
        (lines, random) => Change(lines, random, line => line.Length < 2 ? line : line.Insert(random.Next(line.Length), random.Next(3) switch { 0 => "\u200b", 1 => "　", _ => "\f" })),
        (lines, random) => Change(lines, random, line => line.Length < 2 ? line : line[random.Next(line.Length)..]),
        (lines, random) => Change(lines, random, line => random.Next(6) switch { 0 => "```" + line, 1 => "| " + line + " |", 2 => "> # " + line, 3 => "**" + line + "**", 4 => "附錄", _ => "決議：" + line }),
        (lines, random) => { var at = random.Next(lines.Count); var block = lines.GetRange(at, Math.Min(lines.Count - at, 5)); lines.InsertRange(random.Next(lines.Count), block); return lines; },
    ];

    [Fact]
    public void No_character_of_a_sample_is_lost() =>
        Assert.All(Expected.Samples.Select(Sample.Read).Where(sample => sample.Outcome.Result is not null), sample => Assert.Equal(0, Laws.Shares(sample).Lost));

    [Fact]
    public void The_same_document_gives_the_same_result() =>
        Assert.All(Expected.Samples.Select(Sample.Read).Where(sample => sample.Outcome.Result is not null), sample =>
        {
            var again = Sample.Import(sample.Document, MediaTypes.Text, sample.Name, sample.Expected).Result!;
            Assert.Equal(Laws.Indented(sample.Result.Record), Laws.Indented(again.Record));
            Assert.Equal(sample.Result.Warnings, again.Warnings);
            Assert.Equal(sample.Result.Provenance, again.Provenance);
        });

    [Fact]
    public void A_mutated_sample_is_imported_or_refused_without_a_crash_a_hang_or_a_lost_character()
    {
        var documents = Directory.EnumerateFiles(Corpus.Samples, "*.txt").Order(StringComparer.Ordinal).Select(File.ReadAllText).ToList();
        var count = Fuzzing.Count(Usual);
        var seed = Fuzzing.Seed;
        var imported = 0;
        for (var at = 0; at < count; at++)
        {
            var random = new Random(seed + at);
            var document = Mutate(documents[random.Next(documents.Count)], random);
            var outcome = Laws.WithoutHanging(() => Try(document, seed + at), $"seed {seed + at}");
            if (outcome.Result is { } result)
            {
                imported++;
                var lost = Laws.Shares(document, result).Lost;
                Assert.True(lost == 0, $"seed {seed + at}: {lost} lost");
            }
        }

        Assert.True(imported * 2 > count, $"seed {seed}: of {count} mutations only {imported} were imported");
    }

    private static ImportOutcome Try(string document, int seed)
    {
        try
        {
            return MinutesImporter.Import(Encoding.UTF8.GetBytes(document), MediaTypes.Text, new ImportOptions { Series = "s", FileName = "2020-01-01-會議.txt" });
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"seed {seed}", exception);
        }
    }

    private static string Mutate(string document, Random random)
    {
        var lines = document.ReplaceLineEndings("\n").Split('\n').ToList();
        for (var times = random.Next(1, 12); times > 0 && lines.Count > 3; times--)
        {
            lines = Mutations[random.Next(Mutations.Length)](lines, random);
        }

        return string.Join('\n', lines);
    }

    private static List<string> Change(List<string> lines, Random random, Func<string, string> change)
    {
        var at = random.Next(lines.Count);
        lines[at] = change(lines[at]);
        return lines;
    }

    private static string Widths(string line) => string.Concat(line.Select((c, at) => c is > ' ' and <= '~' && at % 2 == 0 ? (char)(c - '!' + '！') : c is >= '！' and <= '～' ? (char)(c - '！' + '!') : c));

}
