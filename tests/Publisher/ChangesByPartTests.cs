using System.Text.Json;
using OpenMinutes.Publisher.Planning;
using OpenMinutes.Rendering.Twins;
using OpenMinutes.Tests.EndToEnd;

namespace OpenMinutes.Tests.Publisher;

/// <summary>A month with many changes, which is cut into parts: what stands where, and what of it a publication draws again.</summary>
public sealed class ChangesByPartTests : IAsyncLifetime
{
    private const int Size = 3;
    private const string Month = "changes/2025-12";

    private readonly PublicContent _content = new();
    private SiteFolder _site = null!;
    private int _errata;

    public async ValueTask InitializeAsync()
    {
        await _content.InitializeAsync();
        await _content.PublishAsync(1);
        _site = new SiteFolder(_content.Publisher, _content.Folder, "site") { ChangesInPart = Size };
    }

    public ValueTask DisposeAsync() => _content.DisposeAsync();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(Size, 1)]
    [InlineData(Size + 1, 1)]
    [InlineData((2 * Size) - 1, 1)]
    [InlineData(2 * Size, 1, Size + 1)]
    [InlineData((2 * Size) + 1, 1, Size + 1)]
    [InlineData((3 * Size) - 1, 1, Size + 1)]
    [InlineData(3 * Size, 1, Size + 1, (2 * Size) + 1)]
    public void The_newest_part_has_the_last_full_one_with_it_and_no_change_is_missing_or_twice(int changes, params int[] beginnings)
    {
        var month = new MonthCut("2025-12", changes, Size);
        var parts = Enumerable.Range(1, month.Newest).Select(part => month[part]).ToList();

        Assert.Equal(beginnings, parts.Select(static part => part.First));
        Assert.Equal(Enumerable.Range(1, changes), parts.SelectMany(static part => Enumerable.Range(part.First, part.Count)));
        Assert.All(parts, static part => Assert.InRange(part.Count, 1, (2 * Size) - 1));
        Assert.All(Enumerable.Range(1, changes), number => Assert.InRange(number, month[month.PartOf(number)].First, month[month.PartOf(number)].Last));
    }

    [Fact]
    public async Task A_month_grows_change_by_change_and_what_is_in_a_full_part_stays_there()
    {
        var stays = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var changes = 1; changes <= (3 * Size) + 1; changes++)
        {
            await _site.PublishAsync();
            await IsAsBuiltAnewAsync();

            var month = new MonthCut("2025-12", changes, Size);
            Assert.Equal(
                [Month + ".json", .. Enumerable.Range(1, month.Parts).Select(part => FileOf(month[part])).Order(StringComparer.Ordinal)],
                _site.Files().Keys.Where(static path => path.StartsWith(Month, StringComparison.Ordinal) && path.EndsWith(".json", StringComparison.Ordinal)));
            Assert.Equal(_site.Files().ContainsKey("changes/2025-12/1-3/index.html"), month.IsCut);
            foreach (var part in Enumerable.Range(1, month.Parts).Select(part => FileOf(month[part])))
            {
                var data = Data(part);
                Assert.Equal(stays.GetValueOrDefault(part, data), data);
                stays[part] = data;
            }

            Assert.Equal(Enumerable.Range(0, changes).Select(AtOf).Reverse(), Walked());
            await AddAsync(AtOf(changes));
        }
    }

    [Fact]
    public async Task A_change_that_was_committed_late_moves_those_after_it_and_leaves_those_before_it()
    {
        await _content.PublishAsync(2);
        await GrowToAsync((4 * Size) + 1, published: 2);
        await _site.PublishAsync();

        await AddAsync(AtOf(Size + 2), "2025-002");

        var planned = await PlannedAsync();
        Assert.Equal(FilesOf("7-9", ""), planned.Keys.ToHashSet());
        Assert.Equal(["supervisors/2025-002: edition 1"], planned[Month + "/7-9.json"]);
        Assert.Equal(["next to supervisors/2025-002: edition 1"], planned[Month + ".json"]);
        await _site.PublishAsync();
        await IsAsBuiltAnewAsync();
    }

    [Fact]
    public async Task A_change_that_fills_a_part_makes_it_and_tells_the_one_before_it()
    {
        await GrowToAsync((3 * Size) - 1);
        await _site.PublishAsync();

        await AddAsync(AtOf((3 * Size) - 1));

        Assert.Equal(FilesOf("1-3", "4-6", ""), (await PlannedAsync()).Keys.ToHashSet());
        await _site.PublishAsync();
        await IsAsBuiltAnewAsync();
    }

    [Fact]
    public async Task Another_title_concerns_the_parts_that_list_the_minutes()
    {
        await _content.ExecuteAsync("delete from public_site.changes");
        await _content.PublishAsync(2);
        await _content.ExecuteAsync("update public_site.changes set at = @at", new { at = AtOf(0) });
        await GrowToAsync((4 * Size) + 1, published: 1);
        await _site.PublishAsync();

        await _content.ExecuteAsync("update public_site.records set title = '另一個名稱' where number = 2");

        var planned = await PlannedAsync();
        Assert.Equal(["changes/2025-12/1-3/index.html", "en/changes/2025-12/1-3/index.html"], planned.Keys.Order(StringComparer.Ordinal));
        Assert.All(planned.Values, static why => Assert.Equal(["supervisors/2025-002: edition 1"], why));
        await _site.PublishAsync();
        await IsAsBuiltAnewAsync();
        Assert.Contains("另一個名稱", File.ReadAllText(Path.Join(_site.Trees.LivePath!, "en/changes/2025-12/1-3/index.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_that_a_month_has_no_more_are_removed()
    {
        await GrowToAsync((4 * Size) + 1);
        await _site.PublishAsync();

        await _content.ExecuteAsync("delete from public_site.changes where erratum > 5; update public_site.records set title = title");
        await _site.PublishAsync();

        Assert.Contains("changes/2025-12/1-3/index.html", _site.Files().Keys);
        Assert.DoesNotContain("changes/2025-12/4-6/index.html", _site.Files().Keys);
        await IsAsBuiltAnewAsync();
    }

    [Fact]
    public async Task A_release_that_had_the_month_in_one_is_taken_over()
    {
        await GrowToAsync((4 * Size) + 1);
        _site.ChangesInPart = MonthCut.UsualSize;
        await _site.PublishAsync();
        Assert.DoesNotContain(_site.Files().Keys, static path => path.StartsWith(Month + "/1-", StringComparison.Ordinal));

        // As after an update of the publisher, which then draws everything.
        _site.ChangesInPart = Size;
        await _site.PublishAsync(new PublicationScope { All = true });
        await IsAsBuiltAnewAsync();

        await AddAsync(AtOf(100));
        await _site.PublishAsync();
        await IsAsBuiltAnewAsync();
    }

    [Fact]
    public async Task What_is_withdrawn_leaves_the_former_release_with_the_parts_that_list_it()
    {
        await GrowToAsync((3 * Size) - 1);
        await _site.PublishAsync();
        await _content.PublishAsync(3);
        await _site.PublishAsync();

        await _content.WithdrawAsync(3, "內容有誤");
        await _content.PublishAsync(1, "另一個名稱", edition: 2);
        await _site.PublishAsync();
        await IsAsBuiltAnewAsync();
        await _site.RollBackAsync();

        _site.IsInOrder();
        _site.LeadsNowhereWrong();
        var walked = Walked();
        Assert.Equal(walked.Distinct(), walked);
    }

    private static DateTimeOffset AtOf(int number) => new DateTimeOffset(2025, 12, 2, 3, 0, 0, TimeSpan.Zero).AddHours(5 * number);

    private static string FileOf(ChangeRange range) => ChangePlace.Of(range).JsonUrl[1..];

    /// <summary>The files of some parts; nothing is the month's own.</summary>
    private static HashSet<string> FilesOf(params string[] parts) =>
        [.. parts.Select(static part => part.Length == 0 ? Month : $"{Month}/{part}").SelectMany(static place => new[] { place + ".json", place + "/index.html", $"en/{place}/index.html" })];

    /// <summary>Adds changes to the minutes that are public, until the month has so many.</summary>
    private async Task GrowToAsync(int changes, int published = 1)
    {
        for (var number = published; number < changes; number++)
            await AddAsync(AtOf(number));
    }

    private async Task AddAsync(DateTimeOffset at, string key = "2025-001") => await _content.ExecuteAsync(
        "insert into public_site.changes (series, key, kind, edition, erratum, at) values ('supervisors', @key, 'erratum', 1, @erratum, @at)", new { key, erratum = ++_errata, at });

    /// <summary>The files of changes that a publication would write or remove, and why.</summary>
    private async Task<Dictionary<string, IReadOnlyList<string>>> PlannedAsync() => (await _site.Site.RehearseAsync(PublicationScope.Changes, TestContext.Current.CancellationToken))
        .Where(static file => file.Path.Contains(Month, StringComparison.Ordinal))
        .ToDictionary(static file => file.Path, static file => (IReadOnlyList<string>)[.. file.Why]);

    private async Task IsAsBuiltAnewAsync()
    {
        Assert.Equal(await _site.BuiltAnewAsync(), _site.OwnFiles());
        _site.IsInOrder();
        _site.LeadsNowhereWrong();
    }

    private string Data(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Join(_site.Trees.LivePath!, file)));
        return json.RootElement.GetProperty("entries").GetRawText() + json.RootElement.GetProperty("data").GetRawText();
    }

    /// <summary>When the changes of the month were, read from its newest part to its oldest, as somebody does who follows the site.</summary>
    private List<DateTimeOffset> Walked()
    {
        var all = new List<DateTimeOffset>();
        for (string? file = Month + ".json", newer = null; file is not null;)
        {
            using var json = JsonDocument.Parse(File.ReadAllText(Path.Join(_site.Trees.LivePath!, file)));
            var part = json.RootElement;
            all.AddRange(part.GetProperty("data").EnumerateArray().Select(static change => change.GetProperty("at").GetDateTimeOffset()));
            Assert.Equal(newer, Named(part, "next"));
            Assert.Equal(newer is null ? null : Month + ".json", Named(part, "current"));
            (newer, file) = (file, Named(part, "previous"));
        }

        return all;

        string? Named(JsonElement part, string member) => part.TryGetProperty(member, out var address) ? address.GetString()![(_site.Settings.BaseUrl.Length + 1)..] : null;
    }
}
