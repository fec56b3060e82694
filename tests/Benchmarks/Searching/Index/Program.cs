using System.Diagnostics;
using System.Globalization;
using OpenMinutes.Contracts;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Search;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

switch (args)
{
    case [var editions, var output]:
        IndexProgram.Index(editions, output);
        return 0;
    case [var editions, var output, "--changed"]:
        Console.WriteLine(IndexProgram.Change(editions, output));
        return 0;
    default:
        Console.Error.WriteLine("index EDITIONS OUTPUT [--changed]: makes an index of a folder of public editions, and with --changed brings it along when one has changed.");
        return 2;
}

/// <summary>Indexes a folder of public editions.</summary>
internal static class IndexProgram
{
    /// <summary>Makes the index.</summary>
    public static void Index(string editions, string output)
    {
        var records = RecordsOf(editions);
        var index = new SearchIndex(records.Select(static one => one.Record), new Folder(output, output));
        Parallel.ForEach(Partitioner(records), one =>
        {
            var edition = Read(one.File);
            index.Add(edition, DocumentLayout.Lines(edition), []);
        });
        index.WriteRoot();
    }

    /// <summary>Makes the index, and brings it along when one edition has changed, as a publisher does that runs on.</summary>
    /// <returns>What the change took, as JSON.</returns>
    public static string Change(string editions, string output)
    {
        Index(editions, output);
        var records = RecordsOf(editions);
        var (file, changed) = records[records.Count / 2];
        var corrected = Read(file);
        var (annex, report) = (corrected.Annexes[0], corrected.Annexes[0].Reports[0]);
        var clause = report.Clauses[0] with { Text = $"{report.Clauses[0].Text}（更正誤繕）" };
        corrected = corrected with { Annexes = [annex with { Reports = [report with { Clauses = [clause, .. report.Clauses.Skip(1)] }, .. annex.Reports.Skip(1)] }, .. corrected.Annexes.Skip(1)] };
        var clock = Stopwatch.StartNew();
        var folder = new Folder(output, output + ".changed");
        var change = IndexChange.Of(IndexRoot.Read(folder.Read(IndexRoot.Path)), [changed.Place], [changed.Place]);
        var next = new SearchIndex(
            change.Stretches.SelectMany(stretch => Segment.Cut(records.Select(static one => one.Record), stretch)),
            change.Kept,
            [.. change.Gone.Select(segment => FormerSegment.Open(segment, folder.Read))],
            record => record == changed,
            folder);
        next.Add(corrected, DocumentLayout.Lines(corrected), []);
        next.WriteRoot();
        return $$"""{"seconds":{{clock.Elapsed.TotalSeconds}},"bytes":{{folder.Written}}}""";
    }

    /// <summary>The files on disk: the former ones in one folder, those that are written in another, or the same.</summary>
    private sealed class Folder(string former, string root) : IIndexFiles
    {
        private readonly TreeFiles _files = new(root);
        private long _written;

        public long Written => _written;

        public byte[] Read(string path) => File.ReadAllBytes(former + path);

        public void Write(string path, ReadOnlySpan<byte> content)
        {
            _files.Write(path[1..], content);
            Interlocked.Add(ref _written, content.Length);
        }

        public void Keep(string path)
        {
        }
    }

    private static List<(string File, IndexedRecord Record)> RecordsOf(string editions) => [.. Directory.EnumerateFiles(editions).Order(StringComparer.Ordinal).Reverse().Select(static file =>
    {
        var name = Path.GetFileNameWithoutExtension(file).Split('_');
        return (file, new IndexedRecord
        {
            Series = name[1],
            Key = name[2],
            Body = "數位發展部",
            HeldOn = SearchFormat.ReadDay(name[0]),
        });
    })];

    private static PublicEdition Read(string file) => StoredJson.Edition(File.ReadAllBytes(file));

    /// <summary>One after another, so that they come newest first to whichever thread is free.</summary>
    private static System.Collections.Concurrent.OrderablePartitioner<T> Partitioner<T>(IEnumerable<T> source) =>
        System.Collections.Concurrent.Partitioner.Create(source, System.Collections.Concurrent.EnumerablePartitionerOptions.NoBuffering);
}
