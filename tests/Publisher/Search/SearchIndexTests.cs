using System.Globalization;
using System.Text;
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
    public void Editions_that_many_threads_add_give_the_same_files()
    {
        var editions = SearchSite.Weekly(2 * Segment.MostRecords + 20);
        var files = new SearchSite.IndexFiles();
        var index = new SearchIndex(editions.Select(SearchSite.Indexed), files);

        Parallel.ForEach(editions.Reverse(), edition => Add(index, edition));
        index.WriteRoot();

        Assert.Equal(SearchSite.Index(editions), files.Written);
    }

    [Fact]
    public void A_shard_that_cannot_be_written_fails_as_its_file_does()
    {
        var index = new SearchIndex(SearchSite.Weekly(1).Select(SearchSite.Indexed), new FullDisk());

        Assert.Equal(FullDisk.Failure, Assert.Throws<IOException>(() => Add(index, SearchSite.Weekly(1)[0])).Message);
    }

    private sealed class FullDisk : IIndexFiles
    {
        public const string Failure = "No space is left.";

        public void Write(string path, ReadOnlySpan<byte> content)
        {
            if (path.EndsWith(".bin", StringComparison.Ordinal))
                throw new IOException(Failure);
        }

        public void Keep(string path)
        {
        }
    }

    /// <summary>A mark that folding drops, and that is no white space, has a text folded in the long way.</summary>
    [Theory]
    [InlineData("依TS-2025/11號函，5G基地臺（92.65％）與Open Data平臺")]
    [InlineData("薛　凌、紀綱\u001cAI \tGenAI")]
    [InlineData("NICSｘｙ－１２３４")]
    [InlineData("。")]
    [InlineData("")]
    public void A_plain_text_is_cut_as_any_other(string text)
    {
        Assert.True(text.All(static c => Folding.IsPlain(c, out _)));

        Assert.Equal(Cut(text), Cut(text + "\u200b"));
        Assert.Equal(Cut(text), Cut("\u200b" + text));

        static List<string> Cut(string text)
        {
            var list = new TokenList();
            foreach (var passage in new[] { "ABCDE數位", text, "FGHIJ" })
                Tokens.Read(passage, new FoldedText(), list);
            return [.. Enumerable.Range(0, list.Passages).SelectMany(passage => list.LongWordsOf(passage) is var (start, end)
                ? list.PackedOf(passage).ToArray().Select(Tokens.Unpack).Concat(Enumerable.Range(start, end - start).Select(word => list.LongWord(word).ToString())).Append($"#{passage}")
                : [])];
        }
    }

    [Fact]
    public void A_record_that_changes_gives_new_names_to_the_shards_of_what_changed_alone()
    {
        var before = SearchSite.Weekly(300);
        var changed = Corrected(before[17]);

        var (gone, come) = Difference(SearchSite.Index(before), SearchSite.Index(before.Select(edition => edition.Key == changed.Key ? changed : edition)));

        Assert.Single(come.Select(FolderOf).Where(IsSegment).Distinct());
        Assert.All(come.Concat(gone).Where(static path => !IsSegment(FolderOf(path))), path =>
            Assert.True(path == "/search/index/root.json" || path.StartsWith($"/search/index/text/supervisors/{changed.Key}.", StringComparison.Ordinal), path));
        // The table, the list of records, and the shards of the tokens around what was added.
        Assert.InRange(come.Count(static path => IsSegment(FolderOf(path))), 3, 20);
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
        var changed = Names([.. records, one with { Body = "他機關" }]);

        Assert.Single(with.Except(changed));
        Assert.Single(changed.Except(with));
        // A segment that becomes too large is cut in two.
        Assert.InRange(without.Except(with).Count(), 0, 1);
        Assert.InRange(with.Except(without).Count(), 1, 2);

        static HashSet<string> Names(IEnumerable<IndexedRecord> records) => [.. Segment.Cut(records).Select(SourceOf)];
        static IndexedRecord Record(int number, int day) => new()
        {
            Series = "supervisors", Key = number.ToString(CultureInfo.InvariantCulture), Body = "數位發展部", HeldOn = new DateOnly(2020, 1, 1).AddDays(day),
        };
    }

    /// <summary>Some records come, some go, some change and move to another day: what is kept and what is cut again are together what a cut of all would be.</summary>
    [Property(MaxTest = 50)]
    public void What_is_made_anew_for_some_records_is_cut_as_everything_would_be(int seed)
    {
        var random = new Random(seed);
        var before = Enumerable.Range(0, random.Next(2_000)).Select(i => Record(i, "數位發展部")).ToList();
        var moved = before.Where(_ => random.Next(200) == 0).ToList();
        var gone = before.Where(_ => random.Next(before.Count > 600 ? 4 : 100) == 0).ToList();
        List<IndexedRecord> came = [.. moved.Except(gone).Select(record => record with { HeldOn = Day(), Body = "他機關" }), .. Enumerable.Range(5_000, random.Next(300)).Select(i => Record(i, "數位發展部"))];
        List<IndexedRecord> after = [.. before.Except(moved).Except(gone), .. came];

        var former = Entries(Segment.Cut(before));
        var change = IndexChange.Of(former, [.. moved.Union(gone).Select(static record => record.Place)], [.. came.Select(static record => record.Place)]);
        var anew = change.Stretches.SelectMany(stretch => Segment.Cut(after.Where(record => record.HeldOn >= stretch.FirstDay && record.HeldOn <= stretch.LastDay), stretch));

        Assert.Equal(
            Entries(Segment.Cut(after)).Select(static segment => (segment.Table, segment.Stretch)),
            Entries(anew).Concat(change.Kept).Select(static segment => (segment.Table, segment.Stretch)).OrderByDescending(static segment => segment.Stretch.ToString(), StringComparer.Ordinal));
        Assert.All(former, static segment => Assert.Equal(segment.Stretch, Stretch.Parse(segment.Stretch.ToString())));

        static List<SegmentEntry> Entries(IEnumerable<Segment> segments) => [.. segments.Select(static segment =>
        {
            segment.Table = SourceOf(segment);
            return segment.Entry;
        })];

        DateOnly Day() => new DateOnly(2020, 1, 1).AddDays(random.Next(400) * random.Next(3));
        IndexedRecord Record(int number, string body) => new()
        {
            Series = "supervisors", Key = number.ToString(CultureInfo.InvariantCulture), Body = body, HeldOn = Day(),
        };
    }

    [Property(MaxTest = 50)]
    public void Segments_hold_every_record_once_newest_first_and_none_too_many(int seed)
    {
        var random = new Random(seed);
        var records = Enumerable.Range(0, random.Next(4_000)).Select(i => new IndexedRecord
        {
            Series = i % 3 == 0 ? "a" : "b", Key = i.ToString(CultureInfo.InvariantCulture), Body = "數位發展部", HeldOn = new DateOnly(2020, 1, 1).AddDays(random.Next(3_000)),
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

    /// <summary>Records come, change, move to another day and go, as many of them as cut segments in two or join them: nothing shows that the index was not made of everything.</summary>
    [Property(MaxTest = 6)]
    public void What_goes_over_from_former_segments_is_what_making_everything_gives(int seed)
    {
        var random = new Random(seed);
        var all = SearchSite.Weekly(Segment.MostRecords + 60);
        var before = all.Where(_ => random.Next(10) > 0).ToList();
        var share = random.Next(2) == 0 ? 100 : 4;
        List<PublicEdition> after =
        [
            .. before.Where(_ => random.Next(share) > 0).Select(edition => random.Next(60) switch
            {
                0 => Corrected(edition),
                1 => edition with { Sections = [.. edition.Sections, .. edition.Sections.Select(static section => section with { Id = section.Id + "-again" })] },
                2 => edition with { Start = edition.Start.AddDays(random.Next(-900, 900)) },
                _ => edition,
            }),
            .. all.Except(before).Where(_ => random.Next(2) == 0),
        ];
        var former = SearchSite.Index(before);

        var made = SearchSite.Update(former, before, after);

        var whole = SearchSite.Index(after);
        Assert.All(made.Written, file => Assert.Equal(whole[file.Key], file.Value));
        Assert.All(whole, file => Assert.Equal(file.Value, made.Written.GetValueOrDefault(file.Key) ?? former[file.Key]));
        Assert.Subset(former.Keys.Intersect(whole.Keys).ToHashSet(), made.Kept);
        Assert.Equal(after.Except(before).Count(), made.Read);
    }

    [Fact]
    public void A_segment_whose_records_go_is_made_of_those_that_stay()
    {
        var before = SearchSite.Weekly(20);
        var former = SearchSite.Index(before);

        var made = SearchSite.Update(former, before, [.. before.Where(static edition => edition.Number != 7)]);

        Assert.Equal(0, made.Read);
        Assert.Equal(
            SearchSite.Index(before.Where(static edition => edition.Number != 7)).Where(static file => IsSegment(FolderOf(file.Key))).Select(static file => file.Key),
            made.Written.Keys.Where(static path => IsSegment(FolderOf(path))).Concat(made.Kept).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_root_without_all_minutes_is_not_written()
    {
        var index = new SearchIndex(SearchSite.Weekly(2).Select(SearchSite.Indexed), new SearchSite.IndexFiles());
        Add(index, SearchSite.Weekly(1)[0]);

        Assert.Throws<InvalidOperationException>(index.WriteRoot);
    }

    /// <summary>The same with some words more in a clause.</summary>
    private static PublicEdition Corrected(PublicEdition edition)
    {
        var annex = edition.Annexes[0];
        var report = annex.Reports[0];
        var clause = report.Clauses[0];
        return edition with
        {
            Annexes = [annex with { Reports = [report with { Clauses = [clause with { Text = clause.Text + "（更正誤繕）" }, .. report.Clauses.Skip(1)] }, .. annex.Reports.Skip(1)] }, .. edition.Annexes.Skip(1)],
        };
    }

    private static void Add(SearchIndex index, PublicEdition edition) => index.Add(edition, DocumentLayout.Lines(edition), []);

    private static (IReadOnlyList<string> Gone, IReadOnlyList<string> Come) Difference(IDictionary<string, byte[]> before, IDictionary<string, byte[]> after) =>
        ([.. before.Keys.Where(path => !after.TryGetValue(path, out var content) || !content.AsSpan().SequenceEqual(before[path]))],
         [.. after.Keys.Where(path => !before.TryGetValue(path, out var content) || !content.AsSpan().SequenceEqual(after[path]))]);

    private static string FolderOf(string path) => path.Split('/')[3];

    private static bool IsSegment(string folder) => folder is not ("root.json" or "text");

    /// <summary>The passages of a site with one record, in their order.</summary>
    private static IEnumerable<string> Texts(SortedDictionary<string, byte[]> files)
    {
        var segment = IndexRoot.Read(files[IndexRoot.Path])[0];
        byte[] Inflated(string name) => SearchSite.Inflate(files[$"{segment.Folder}{name}.bin"]);
        var record = SegmentFiles.ReadRecords(Inflated(SegmentTable.Read(Inflated(segment.Table)).Records)).Single();
        var rest = files.Single(static file => FolderOf(file.Key) == "text").Value.AsMemory();
        foreach (var block in record.Blocks)
        {
            var fields = Encoding.UTF8.GetString(rest.Span[..block.Bytes]).Split('\0');
            Assert.Equal(3 * block.Passages, fields.Length - 1);
            foreach (var passage in fields.SkipLast(1).Chunk(3))
                yield return passage[2];
            rest = rest[block.Bytes..];
        }

        Assert.True(rest.IsEmpty);
    }

    /// <summary>The tokens of a site with one record, whose passages are numbered from 0.</summary>
    private static IEnumerable<(string Token, IReadOnlyList<int> Passages)> Shards(SortedDictionary<string, byte[]> files)
    {
        var segment = IndexRoot.Read(files[IndexRoot.Path])[0];
        byte[] Inflated(string name) => SearchSite.Inflate(files[$"{segment.Folder}{name}.bin"]);
        return SegmentTable.Read(Inflated(segment.Table)).Names.SelectMany(name => ShardFile.Read(Inflated(name))).Select(static one => (one.Token, (IReadOnlyList<int>)one.Passages.ToArray()));
    }

    /// <summary>A text that tells segments apart which are made of other records.</summary>
    private static string SourceOf(Segment segment) => string.Join('\n', segment.Records.Select(static record => $"{record.Series}/{record.Key} {record.HeldOn:yyyy-MM-dd} {record.Body}"));
}
