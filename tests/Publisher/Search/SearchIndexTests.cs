using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using OpenMinutes.Contracts;
using OpenMinutes.Search;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher.Search;

public sealed class SearchIndexTests
{
    [Fact]
    public void Every_paragraph_of_the_minutes_and_every_person_is_a_passage()
    {
        var edition = SearchSite.ReferenceEdition;
        var passages = Passages.Of(edition);

        Assert.Equal(PlainText.Write(edition).Split("\n\n", StringSplitOptions.TrimEntries), passages.Where(static passage => !IsPerson(passage)).Select(static passage => passage.Text));
        Assert.Equal(
            edition.Attendance.Where(static attendee => attendee.Name is not null).Select(static attendee => attendee.Id),
            passages.Where(IsPerson).Select(static passage => passage.Anchor));
        Assert.Contains(passages, static passage => passage is { Anchor: "a-11", Text: "韌性建設司　牛信仁　司長　由陳坤中高級分析師代" });

        static bool IsPerson(Passage passage) => passage is { Kind: PassageKind.Attendance, Anchor: not null };
    }

    [Fact]
    public void A_passage_is_of_the_kind_and_units_of_its_part()
    {
        var passages = Passages.Of(SearchSite.ReferenceEdition);

        Assert.Equal(PassageKind.Head, passages[0].Kind);
        Assert.All(passages.Where(static passage => passage.Anchor?.Contains("-o", StringComparison.Ordinal) == true), static passage => Assert.Equal(PassageKind.Decision, passage.Kind));
        Assert.Equal(["數位策略司"], passages.First(static passage => passage.Anchor == "reports-1-o-1").Units);
        Assert.Contains(passages, static passage => passage is { Kind: PassageKind.Report, Anchor: not null, Units: ["數位策略司"] });
    }

    [Fact]
    public void Editions_in_any_order_give_the_same_files()
    {
        var editions = SearchSite.Weekly(300);

        Assert.Equal(SearchSite.Index(editions), SearchSite.Index(editions.Reverse()));
        Assert.Equal(SearchSite.Index(editions), SearchSite.Index(editions.OrderBy(static edition => edition.Key[^1]).ThenBy(static edition => edition.Key, StringComparer.Ordinal)));
    }

    [Fact]
    public void A_record_that_changes_rewrites_its_segment_its_texts_and_the_root()
    {
        var before = SearchSite.Weekly(300);
        var changed = before[17] with { ChangeNote = "更正誤繕。" };

        var (gone, come) = Difference(SearchSite.Index(before), SearchSite.Index(before.Select(edition => edition.Key == changed.Key ? changed : edition)));

        Assert.Single(gone.Select(FolderOf).Where(IsSegment).Distinct());
        Assert.Single(come.Select(FolderOf).Where(IsSegment).Distinct());
        Assert.All(gone.Concat(come).Where(static path => !IsSegment(FolderOf(path))), path =>
            Assert.True(path == "/search/index/root.json" || path.StartsWith($"/search/index/text/supervisors/{changed.Key}/", StringComparison.Ordinal), path));
    }

    /// <summary>Meetings at random on few days, so that days, too, have too many.</summary>
    [Property(MaxTest = 50)]
    public void A_record_that_comes_changes_or_goes_concerns_the_segment_it_is_in(int seed)
    {
        var random = new Random(seed);
        var records = Enumerable.Range(0, random.Next(3_000)).Select(i => Record(i, random.Next(400) * random.Next(3))).ToList();
        var one = Record(-1, random.Next(400));

        var without = Names(records);
        var with = Names([.. records, one]);
        var changed = Names([.. records, one with { Sha256 = "ff" }]);

        Assert.Single(with.Except(changed));
        Assert.Single(changed.Except(with));
        // A segment that becomes too large is cut in two.
        Assert.InRange(without.Except(with).Count(), 0, 1);
        Assert.InRange(with.Except(without).Count(), 1, 2);

        static HashSet<string> Names(IEnumerable<IndexedRecord> records) => [.. Segment.Cut(records).Select(static segment => segment.Source)];
        static IndexedRecord Record(int number, int day) => new()
        {
            Series = "supervisors", Key = number.ToString(CultureInfo.InvariantCulture), Body = "數位發展部", HeldOn = new DateOnly(2020, 1, 1).AddDays(day), Sha256 = "00",
        };
    }

    /// <summary>Some records come, some go, some change and move to another day: what is kept and what is cut again are together what a cut of all would be.</summary>
    [Property(MaxTest = 50)]
    public void What_is_made_anew_for_some_records_is_cut_as_everything_would_be(int seed)
    {
        var random = new Random(seed);
        var before = Enumerable.Range(0, random.Next(2_000)).Select(i => Record(i, "00")).ToList();
        var moved = before.Where(_ => random.Next(200) == 0).ToList();
        var gone = before.Where(_ => random.Next(before.Count > 600 ? 4 : 100) == 0).ToList();
        List<IndexedRecord> came = [.. moved.Except(gone).Select(record => record with { HeldOn = Day(), Sha256 = "ff" }), .. Enumerable.Range(5_000, random.Next(300)).Select(i => Record(i, "00"))];
        List<IndexedRecord> after = [.. before.Except(moved).Except(gone), .. came];

        var former = Segment.Cut(before).Select(segment =>
        {
            segment.Name = segment.Source;
            return segment.Entry;
        }).ToList();
        var change = IndexChange.Of(former, [.. moved.Union(gone).Select(static record => record.Place)], [.. came.Select(static record => record.Place)]);
        var anew = change.Stretches.SelectMany(stretch => Segment.Cut(after.Where(record => record.HeldOn >= stretch.FirstDay && record.HeldOn <= stretch.LastDay), stretch));

        Assert.Equal(
            Segment.Cut(after).Select(static segment => (segment.Source, segment.Stretch)),
            anew.Select(static segment => (segment.Source, segment.Stretch)).Concat(change.Kept.Select(static segment => (segment.Source, segment.Stretch)))
                .OrderByDescending(static segment => segment.Stretch.ToString(), StringComparer.Ordinal));
        Assert.All(former, static segment => Assert.Equal(segment.Stretch, Stretch.Parse(segment.Stretch.ToString())));

        DateOnly Day() => new DateOnly(2020, 1, 1).AddDays(random.Next(400) * random.Next(3));
        IndexedRecord Record(int number, string sha256) => new()
        {
            Series = "supervisors", Key = number.ToString(CultureInfo.InvariantCulture), Body = "數位發展部", HeldOn = Day(), Sha256 = sha256,
        };
    }

    [Property(MaxTest = 50)]
    public void Segments_hold_every_record_once_newest_first_and_none_too_many(int seed)
    {
        var random = new Random(seed);
        var records = Enumerable.Range(0, random.Next(4_000)).Select(i => new IndexedRecord
        {
            Series = i % 3 == 0 ? "a" : "b", Key = i.ToString(CultureInfo.InvariantCulture), Body = "數位發展部", HeldOn = new DateOnly(2020, 1, 1).AddDays(random.Next(3_000)), Sha256 = "00",
        }).ToList();

        var segments = Segment.Cut(records);

        Assert.All(segments, static segment => Assert.InRange(segment.Records.Count, 1, Segment.MostRecords));
        Assert.Equal(records.OrderByDescending(static record => record.HeldOn).Select(static record => record.HeldOn), segments.SelectMany(static segment => segment.Records).Select(static record => record.HeldOn));
        Assert.Equal(records.Select(static record => record.Key).Order(StringComparer.Ordinal), segments.SelectMany(static segment => segment.Records).Select(static record => record.Key).Order(StringComparer.Ordinal));
    }

    [Property(MaxTest = 20)]
    public void Nothing_withheld_is_in_any_file(int seed)
    {
        var generated = RecordGenerator.Generate(seed);
        var files = SearchSite.Index([Disclosing.Disclose(generated.Record, edition: 1, key: "2025-001")]);

        var passages = Texts(files).ToList();
        Assert.DoesNotContain(generated.Closed, closed => passages.Any(passage => passage.Contains(closed, StringComparison.Ordinal)));

        // What is found is in what is shown, so the shards hold no more than the texts.
        var shown = passages.Select(static passage => Folding.Fold(passage)).ToList();
        foreach (var (token, ids) in Shards(files).Where(static entry => entry.Token[0] != Tokens.Filter))
            Assert.All(ids, id => Assert.Contains(token.TrimStart(Tokens.Word), shown[id], StringComparison.Ordinal));
    }

    [Fact]
    public void With_the_former_root_only_what_changed_is_made_and_the_index_is_the_same()
    {
        var before = SearchSite.Weekly(300);
        var changed = before[17] with { ChangeNote = "更正誤繕。" };
        IReadOnlyList<PublicEdition> after = [.. before.Select(edition => edition.Key == changed.Key ? changed : edition)];
        var former = SearchSite.Index(before);

        var made = new Dictionary<string, byte[]>();
        var index = new SearchIndex(after.Select(SearchSite.Indexed), (path, content) => made.Add(path, content.ToArray()), former["/search/index/root.json"]);
        foreach (var record in index.Missing.ToList())
            Add(index, after.Single(edition => edition.Key == record.Key));
        index.WriteRoot();

        var whole = SearchSite.Index(after);
        Assert.InRange(made.Keys.Where(static path => FolderOf(path) == "text").Select(static path => path.Split('/')[5]).Distinct().Count(), 1, Segment.MostRecords);
        Assert.All(made, file => Assert.Equal(whole[file.Key], file.Value));
        Assert.All(whole, file => Assert.Equal(file.Value, made.GetValueOrDefault(file.Key) ?? former[file.Key]));
    }

    [Fact]
    public void A_root_without_all_minutes_is_not_written()
    {
        var index = new SearchIndex(SearchSite.Weekly(2).Select(SearchSite.Indexed), static (_, _) => { });
        Add(index, SearchSite.Weekly(1)[0]);

        Assert.Throws<InvalidOperationException>(index.WriteRoot);
    }

    private static void Add(SearchIndex index, PublicEdition edition) => index.Add(edition, DocumentLayout.Lines(edition), []);

    private static (IReadOnlyList<string> Gone, IReadOnlyList<string> Come) Difference(IDictionary<string, byte[]> before, IDictionary<string, byte[]> after) =>
        ([.. before.Keys.Where(path => !after.TryGetValue(path, out var content) || !content.AsSpan().SequenceEqual(before[path]))],
         [.. after.Keys.Where(path => !before.TryGetValue(path, out var content) || !content.AsSpan().SequenceEqual(after[path]))]);

    private static string FolderOf(string path) => path.Split('/')[3];

    private static bool IsSegment(string folder) => folder is not ("root.json" or "text");

    /// <summary>The passages of a site with one record, in their order.</summary>
    private static IEnumerable<string> Texts(IDictionary<string, byte[]> files) => files.Keys
        .Where(static path => FolderOf(path) == "text")
        .OrderBy(static path => int.Parse(path.Split('-')[^1].Split('.')[0], CultureInfo.InvariantCulture))
        .SelectMany(path => JsonSerializer.Deserialize<string[][]>(SearchSite.Inflate(files[path]))!)
        .Select(static passage => passage[2]);

    private static IEnumerable<(string Token, IReadOnlyList<int> Passages)> Shards(IDictionary<string, byte[]> files)
    {
        foreach (var path in files.Keys.Where(static path => IsSegment(FolderOf(path)) && char.IsAsciiDigit(path.Split('/')[^1][0])))
        {
            var content = SearchSite.Inflate(files[path]);
            var (at, token) = (0, "");
            while (at < content.Length)
            {
                token = token[..Number()];
                var length = Number();
                token += Encoding.UTF8.GetString(content, at, length);
                at += length;
                var ids = new int[Number()];
                for (var (i, last) = (0, -1); i < ids.Length; i++)
                    last = ids[i] = last + Number() + 1;
                yield return (token, ids);
            }

            int Number()
            {
                var value = 0;
                for (var shift = 0; ; shift += 7)
                {
                    var part = content[at++];
                    value |= (part & 0x7f) << shift;
                    if (part < 0x80)
                        return value;
                }
            }
        }
    }
}
