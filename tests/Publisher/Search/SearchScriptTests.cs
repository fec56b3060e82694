using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpenMinutes.Contracts;
using OpenMinutes.Search;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher.Search;

public sealed class ManyMinutes : IDisposable
{
    internal SearchSite Site { get; } = new(SearchSite.Weekly(270));

    public void Dispose() => Site.Dispose();
}

/// <summary>The website's script on the publisher's files: what it finds is what is there.</summary>
public sealed partial class SearchScriptTests(ManyMinutes minutes) : IClassFixture<ManyMinutes>
{
    private readonly SearchSite _site = minutes.Site;

    [Fact]
    public async Task A_search_finds_exactly_the_passages_that_hold_its_term()
    {
        var passages = _site.Editions.SelectMany(static edition => Passages.Of(edition).Select(passage => new Found(edition.Key, passage.Anchor ?? "", passage.Text))).ToList();
        var folded = passages.Select(static passage => (passage, folded: Folding.Fold(passage.Text))).ToList();
        var queries = Queries(passages).ToList();
        Assert.InRange(queries.Count, 200, 300);
        Assert.All(Enumerable.Range(1, 8), length => Assert.Contains(queries, query => query.Written.EnumerateRunes().Count() == length));

        var answers = await _site.RunAsync(Task(queries.Select(static query => new JsonObject { ["q"] = query.Written })));

        foreach (var (query, answer) in queries.Zip(answers))
        {
            var expected = folded.Where(one => query.Word is { } word ? word.IsMatch(one.passage.Text.Normalize(NormalizationForm.FormKC)) : one.folded.Contains(Folding.Fold(query.Written.Trim('"')), StringComparison.Ordinal)).Select(static one => one.passage).ToList();
            var found = answer!["hits"]!.AsArray().Select(static hit => new Found((string)hit!["key"]!, (string)hit["anchor"]!, (string)hit["text"]!)).ToList();
            Assert.NotEmpty(expected);
            Assert.True(expected.Count == found.Count && expected.ToHashSet().SetEquals(found), $"{query.Written}: {expected.Count} passages have it, {found.Count} were found.");
            Assert.Equal(found.Count, (int)answer["known"]!);
        }
    }

    [Theory]
    [InlineData("薛凌", "薛　凌")]
    [InlineData("薛　凌", "薛　凌")]
    [InlineData("臺北", "臺北")]
    [InlineData("台北", "臺北")]
    [InlineData("會議記錄", "會議紀錄")]
    [InlineData("ＯＰＥＮ", "Open")]
    [InlineData("\"open data\"", "Open Data")]
    [InlineData("98.5%", "98.5％")]
    [InlineData("(一)核銷", "㈠核銷")]
    [InlineData("AI應用", "AI應用")]
    public async Task What_is_marked_is_what_the_minutes_write(string query, string marked)
    {
        var hit = Assert.Single(await HitsAsync(1, new JsonObject { ["q"] = query }));

        var range = hit["ranges"]![0]!;
        Assert.Equal(marked, ((string)hit["text"]!)[(int)range[0]!..(int)range[1]!]);
    }

    [Theory]
    [InlineData("pen")]
    [InlineData("8.5")]
    [InlineData("OpenData")]
    [InlineData("查無此詞組")]
    public async Task Part_of_a_word_or_number_is_not_found_without_quotes(string query) => Assert.Empty(await HitsAsync(1, new JsonObject { ["q"] = query }));

    [Fact]
    public async Task Several_terms_are_all_found_in_a_passage()
    {
        var hits = await HitsAsync(1000, new JsonObject { ["q"] = "堃霖 公司 977件" }, new JsonObject { ["q"] = "堃霖 海纜" });

        Assert.All(hits, static hit => Assert.Contains("堃霖", (string)hit["text"]!, StringComparison.Ordinal));
        Assert.All(hits, static hit => Assert.Contains("海纜", (string)hit["text"]!, StringComparison.Ordinal));
        Assert.NotEmpty(hits);
    }

    [Fact]
    public async Task The_newest_come_first()
    {
        var dates = (await HitsAsync(3000, new JsonObject { ["q"] = "數位憑證皮夾" })).Select(static hit => (string)hit["date"]!).ToList();

        Assert.NotEmpty(dates);
        Assert.Equal(dates.OrderDescending(StringComparer.Ordinal), dates);
    }

    [Fact]
    public async Task By_relevance_what_was_decided_comes_first_and_nothing_is_lost()
    {
        var newest = await HitsAsync(100_000, new JsonObject { ["q"] = "數位憑證皮夾" });
        var relevant = await HitsAsync(100_000, new JsonObject { ["q"] = "數位憑證皮夾", ["order"] = "relevance" });

        Assert.Equal("decision", (string)relevant[0]["kind"]!);
        Assert.Equal(newest.Select(static hit => hit.ToJsonString()).Order(StringComparer.Ordinal), relevant.Select(static hit => hit.ToJsonString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Filters_leave_what_passes_all_of_them()
    {
        var request = new JsonObject { ["q"] = "應用", ["kind"] = "report", ["year"] = "2028", ["series"] = "supervisors", ["units"] = new JsonArray("數位策略司@數位發展部", "數位國際司@數位發展部") };

        var hits = await HitsAsync(100_000, request);

        var expected = _site.Editions.Where(static edition => edition.Start.Year == 2028).SelectMany(Passages.Of)
            .Count(static passage => passage is { Kind: PassageKind.Report } && passage.Units.Any(static unit => unit is "數位策略司" or "數位國際司") && Folding.Fold(passage.Text).Contains("應用", StringComparison.Ordinal));
        Assert.NotEqual(0, expected);
        Assert.Equal(expected, hits.Count);
    }

    [Fact]
    public async Task Filters_alone_are_a_search()
    {
        var hits = await HitsAsync(100_000, new JsonObject { ["kind"] = "decision", ["year"] = "2028" });

        Assert.Equal(
            _site.Editions.Where(static edition => edition.Start.Year == 2028).SelectMany(Passages.Of).Count(static passage => passage.Kind == PassageKind.Decision),
            hits.Count);
    }

    [Fact]
    public async Task A_directive_is_found_where_it_began_and_filtered_by_its_kind_and_its_units()
    {
        var directive = RegisterPageTests.Tracked("請於年底前完成跨境互通測試。");
        using var site = new SearchSite([SearchSite.ReferenceEdition], directive with { Origin = new PublicOrigin { Key = "2025-018", Anchor = "reports-1-o-2" } }, directive with { Origin = null });
        JsonObject[] searches =
        [
            new() { ["q"] = "跨境互通測試", ["kind"] = "directive", ["units"] = new JsonArray("法制處@數位發展部") },
            new() { ["q"] = "跨境互通測試", ["kind"] = "directive", ["units"] = new JsonArray("人事處@數位發展部") },
            new() { ["kind"] = "directive", ["year"] = "2025" },
        ];

        var answers = (await site.RunAsync(Task(searches))).Select(static answer => answer!["hits"]!.AsArray()).ToList();

        Assert.Equal([1, 0, 1], answers.Select(static hits => hits.Count));
        Assert.Equal(("2025-018", "reports-1-o-2", "directive"), ((string)answers[0][0]!["key"]!, (string)answers[0][0]!["anchor"]!, (string)answers[0][0]!["kind"]!));
    }

    [Fact]
    public async Task An_empty_search_finds_nothing() =>
        Assert.Empty(await HitsAsync(10, new JsonObject { ["q"] = "" }, new JsonObject { ["q"] = " 　\t" }, new JsonObject { ["q"] = "，。「」" }, []));

    [Fact]
    public async Task No_query_makes_the_script_fail()
    {
        var hostile = JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(Corpus.Conformance, "blns", "blns.json")))!
            .Concat([".*", "[", "(?<", "\\", "$&", "\"", "\"\"", "“”", new string('數', 10_000), string.Concat(Enumerable.Repeat("會 議 ", 3_000)), "😀", "👩‍👩‍👧", "\t", "unit:數位策略司"])
            .Select(static query => JsonSerializer.Serialize(query))
            .Concat(["\"\\ud800\"", "\"\\udc00數\"", "\"數\\ud800 \\\"\\udfff\\\"\""]);

        var answers = await _site.RunAsync($$"""{ "limit": 1, "searches": [{{string.Join(',', hostile.Select(static query => $$"""{ "q": {{query}} }"""))}}] }""");

        Assert.Equal(hostile.Count(), answers.Count);
    }

    [Fact]
    public async Task The_script_folds_as_the_index_was_folded()
    {
        var texts = Enumerable.Range(0, 0x30000).Where(Rune.IsValid)
            .Where(static c => Rune.GetUnicodeCategory(new Rune(c)) != UnicodeCategory.OtherNotAssigned && !IsNewInUnicode16(c))
            .Select(static c => $"가{new Rune(c)}e\u0301{new Rune(c)}")
            .Concat(JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(Corpus.Conformance, "blns", "blns.json")))!)
            .Concat(Directory.GetFiles(Corpus.Samples, "*.txt").Select(File.ReadAllText))
            .ToList();

        var answers = await _site.RunAsync(JsonSerializer.Serialize(new { fold = texts }));

        Assert.Empty(texts.Zip(answers).Where(static pair => Folding.Fold(pair.First) != (string)pair.Second!).Select(static pair => $"{pair.First}: {Folding.Fold(pair.First)}, {pair.Second}").Take(20));
    }

    [Fact]
    public async Task The_first_results_cost_little()
    {
        var queries = Queries([.. _site.Editions.SelectMany(static edition => Passages.Of(edition).Select(passage => new Found(edition.Key, passage.Anchor ?? "", passage.Text)))])
            .Where(static query => query.Written.Length is >= 2 and <= 8);

        var answers = await _site.RunAsync(Task(queries.Select(static query => new JsonObject { ["q"] = query.Written }), limit: 20));

        var bytes = answers.Select(static answer => (int)answer!["bytes"]!).Order().ToList();
        Assert.InRange(bytes[bytes.Count / 2], 1, 150_000);
    }

    /// <summary>Letters that one of the two sides may not know yet.</summary>
    private static bool IsNewInUnicode16(int c) => c is 0x1c89 or (>= 0xa7cb and <= 0xa7dc) or (>= 0x10d50 and <= 0x10d65) or (>= 0x1ccd6 and <= 0x1ccf9);

    private async Task<List<JsonObject>> HitsAsync(int limit, params JsonObject[] requests) =>
        [.. (await _site.RunAsync(Task(requests, limit))).SelectMany(static answer => answer!["hits"]!.AsArray()).Select(static hit => hit!.AsObject())];

    private static string Task(IEnumerable<JsonObject> requests, int? limit = null) =>
        new JsonObject { ["limit"] = limit, ["searches"] = new JsonArray([.. requests]) }.ToJsonString();

    /// <summary>Queries drawn from the text: Han, mixed, words and numbers, and quotations cut anywhere.</summary>
    private static IEnumerable<(string Written, Regex? Word)> Queries(IReadOnlyList<Found> passages)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 300; i++)
        {
            var text = passages[i * 7919 % passages.Count].Text;
            if (WordOrNumber().Matches(text) is { Count: > 0 } words && i % 4 == 0)
            {
                var word = words[i % words.Count].Value;
                if (word.Length <= 8 && seen.Add(word))
                    yield return (word, new Regex($"(?<![{Letters}]){Regex.Escape(word)}(?![{Letters}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));
                continue;
            }

            var characters = Folding.Fold(text).EnumerateRunes().Select(static rune => rune.ToString()).ToList();
            var length = Math.Min(1 + i % 8, characters.Count);
            var slice = string.Concat(characters.Skip(i * 104729 % (characters.Count - length + 1)).Take(length));
            if (slice.Contains('"', StringComparison.Ordinal) || !Han().IsMatch(slice) && !(slice.Any(char.IsLetterOrDigit) && length < 7))
                continue;
            var query = Han().IsMatch(slice) && i % 3 != 0 ? slice : $"\"{slice}\"";
            if (seen.Add(query))
                yield return (query, null);
        }
    }

    private const string Letters = @"\p{L}\p{M}\p{N}-[\u2e80-\ua4cf\uf900-\ufaff]";

    [GeneratedRegex(@"[A-Za-z0-9]+(\.[0-9]+)?")]
    private static partial Regex WordOrNumber();

    [GeneratedRegex(@"[\u4e00-\u9fff]")]
    private static partial Regex Han();

    private sealed record Found(string Key, string Anchor, string Text);
}
