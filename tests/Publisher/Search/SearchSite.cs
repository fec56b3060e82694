using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenMinutes.Contracts;
using OpenMinutes.Search;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher.Search;

/// <summary>An index as the publisher makes it, in memory and, for the script, in a directory.</summary>
internal sealed class SearchSite : IDisposable
{
    private static readonly MeetingRecord Reference = JsonSerializer.Deserialize<MeetingRecord>(
        File.ReadAllText(Repository.PathOf("tests", "Snapshots", "moda-supervisors-18.record.json")), MinutesJson.Options)!;

    private readonly string _directory = Directory.CreateTempSubdirectory("openminutes-search-").FullName;

    public SearchSite(IReadOnlyList<PublicEdition> editions, params IReadOnlyList<PublicDirective> directives)
    {
        Editions = editions;
        Files = Index(editions, directives);
        foreach (var (path, content) in Files)
        {
            var file = _directory + path;
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }
    }

    public IReadOnlyList<PublicEdition> Editions { get; }

    public IReadOnlyDictionary<string, byte[]> Files { get; }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    public static SortedDictionary<string, byte[]> Index(IEnumerable<PublicEdition> editions, params IReadOnlyList<PublicDirective> directives)
    {
        var files = new IndexFiles();
        var index = new SearchIndex(editions.Select(Indexed), files);
        foreach (var edition in editions)
            index.Add(edition, DocumentLayout.Lines(edition), directives);
        index.WriteRoot();
        return files.Written;
    }

    /// <summary>Brings an index to other editions as a publication does: what is made again is what the change concerns.</summary>
    public static IndexFiles Update(IReadOnlyDictionary<string, byte[]> former, IReadOnlyList<PublicEdition> before, IReadOnlyList<PublicEdition> after)
    {
        var (left, came) = (before.Except(after).ToList(), after.Except(before).ToList());
        var change = IndexChange.Of(
            IndexRoot.Read(former[IndexRoot.Path]), [.. left.Select(static edition => Indexed(edition).Place)], [.. came.Select(static edition => Indexed(edition).Place)]);
        var changed = came.Select(static edition => (edition.Series, edition.Key)).ToHashSet();
        var files = new IndexFiles();
        var index = new SearchIndex(
            change.Stretches.SelectMany(stretch => Segment.Cut(after.Select(Indexed), stretch)),
            change.Kept,
            [.. change.Gone.Select(segment => FormerSegment.Open(segment, path => former[path]))],
            record => changed.Contains((record.Series, record.Key)),
            files);
        foreach (var record in index.Missing.ToList())
        {
            var edition = after.Single(edition => edition.Series == record.Series && edition.Key == record.Key);
            index.Add(edition, DocumentLayout.Lines(edition), []);
            files.Read++;
        }

        index.WriteRoot();
        return files;
    }

    /// <summary>What an index wrote, and what it kept.</summary>
    internal sealed class IndexFiles : IIndexFiles
    {
        private readonly Lock _lock = new();

        public SortedDictionary<string, byte[]> Written { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Kept { get; } = [];

        /// <summary>How many editions were asked for.</summary>
        public int Read { get; set; }

        public void Write(string path, ReadOnlySpan<byte> content)
        {
            lock (_lock)
                Written.Add(path, content.ToArray());
        }

        public void Keep(string path)
        {
            lock (_lock)
                Kept.Add(path);
        }
    }

    public static IndexedRecord Indexed(PublicEdition edition) => new()
    {
        Series = edition.Series,
        Key = edition.Key,
        Body = "數位發展部",
        HeldOn = DateOnly.FromDateTime(edition.Start.DateTime),
    };

    /// <summary>The public edition of the reference document.</summary>
    public static PublicEdition ReferenceEdition { get; } = Disclosing.Disclose(Reference, edition: 1, key: "2025-018");

    /// <summary>Meetings a week apart, whose minutes are made of the reference document's clauses in other orders, each with words of its own.</summary>
    public static IReadOnlyList<PublicEdition> Weekly(int count)
    {
        var texts = Reference.Annexes.SelectMany(static annex => annex.Reports).SelectMany(static report => report.Clauses).SelectMany(Flat)
            .Select(static clause => clause.Text).OfType<string>().ToList();
        return [.. Enumerable.Range(1, count).Select(number =>
        {
            var at = number * 31;
            var start = Reference.Start.AddDays(7 * number);
            var record = Reference with
            {
                Number = number,
                Title = $"第{number}次主管會議紀錄",
                Start = start,
                Annexes = [.. Reference.Annexes.Select(annex => annex with
                {
                    Reports = [.. annex.Reports.Take(3).Select(report => report with { Clauses = [.. report.Clauses.Take(4).Select(Changed)] })],
                })],
            };
            return Disclosing.Disclose(record, edition: 1, key: $"{start.Year}-{number:D3}");

            Clause Changed(Clause clause) => clause with
            {
                Text = clause.Text is null ? null : $"{texts[at++ % texts.Count]}{Own[at % Own.Length]}計{number * at % 977}件。",
                Children = [.. clause.Children.Take(2).Select(Changed)],
            };
        })];
    }

    private static readonly string[] Own =
    [
        "另請薛　凌委員與Sra Kacaw協助，", "臺北市與台南市之5G基地臺", "採用Open Data平臺，", "經費１，２００萬元，㈠核銷", "𠮷野町與堃霖公司", "GenAI應用（含AI工具）", "達成率98.5％，", "依TS-2025/11號函",
    ];

    private static IEnumerable<Clause> Flat(Clause clause) => clause.Children.SelectMany(Flat).Prepend(clause);

    /// <summary>Gives a task to the website's own script, run by Node.js on this site, and reads the answer.</summary>
    public async Task<JsonArray> RunAsync(string task, [CallerFilePath] string here = "")
    {
        var script = Repository.PathOf("publisher", "assets", "search.js");
        var answer = await Node.RunAsync([Path.Combine(Path.GetDirectoryName(here)!, "driver.mjs"), script, _directory], task, TestContext.Current.CancellationToken);
        return JsonNode.Parse(answer)!.AsArray();
    }

    public static byte[] Inflate(byte[] content)
    {
        using var stream = new DeflateStream(new MemoryStream(content), CompressionMode.Decompress);
        var inflated = new MemoryStream();
        stream.CopyTo(inflated);
        return inflated.ToArray();
    }
}
