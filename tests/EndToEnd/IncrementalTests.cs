using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using OpenMinutes.Publisher.Planning;
using OpenMinutes.Rendering;
using OpenMinutes.Tests.Api;
using OpenMinutes.Tests.Publisher;

namespace OpenMinutes.Tests.EndToEnd;

/// <summary>
/// The law of the publisher: what a publication makes of the changes since the last one is, byte for byte, what a full build makes of everything; and what a dry run says before is
/// what is different after. Random changes go through the api; OPENMINUTES_INCREMENTAL_STEPS says how many publications, OPENMINUTES_INCREMENTAL_SEED which.
/// </summary>
public sealed class IncrementalTests(ApiService service) : IClassFixture<ApiService>, IAsyncLifetime
{
    private static readonly int Steps = int.Parse(Environment.GetEnvironmentVariable("OPENMINUTES_INCREMENTAL_STEPS") ?? "16", CultureInfo.InvariantCulture);
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("OPENMINUTES_INCREMENTAL_SEED") ?? "7", CultureInfo.InvariantCulture);

    private readonly string _folder = Directory.CreateTempSubdirectory("openminutes-incremental-").FullName;
    private NpgsqlDataSource? _database;

    public ValueTask InitializeAsync()
    {
        _database = NpgsqlDataSource.Create(service.Database.Publisher);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _database!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_changed_is_published_as_if_everything_were()
    {
        var site = new SiteFolder(_database!, _folder, "incremental")
        {
            Settings = new SiteSettings { Precompress = ["gzip"], People = [new() { Slug = "somebody", Name = "某甲" }, new() { Slug = "nobody", Name = "無人" }] },
            ChangesInPart = 3,
        };
        var changes = new RandomChanges(service, Seed, files => site.Design = files);
        await changes.BeginAsync();
        await site.PublishAsync();
        for (var step = 0; step < Steps; step++)
        {
            var what = await changes.MakeAsync();
            if (step % 5 == 4 && await site.TryRollBackAsync())
                what = $"back to the former release, {what}";
            var before = site.Files();
            var rehearsed = await site.Site.RehearseAsync(PublicationScope.Changes, TestContext.Current.CancellationToken);
            await site.PublishAsync();
            var (all, after, full) = (site.Files(), site.OwnFiles(), await site.BuiltAnewAsync());

            var place = $"seed {Seed}, step {step}: {what}";
            Assert.True(full.Keys.SequenceEqual(after.Keys), $"{place}: not alike: {string.Join(' ', full.Keys.Except(after.Keys).Select(static path => "+" + path).Concat(after.Keys.Except(full.Keys).Select(static path => "-" + path)))}");
            Assert.True(full.SequenceEqual(after), $"{place}: other bytes: {string.Join(' ', full.Where(file => after[file.Key] != file.Value).Select(static file => file.Key))}");
            var different = before.Keys.Union(all.Keys).Where(path => before.GetValueOrDefault(path) != all.GetValueOrDefault(path) && !path.StartsWith("manifest", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
            Assert.Equal(different, rehearsed.Select(static file => file.Path));
            Assert.All(rehearsed, static file => Assert.NotEmpty(file.Why));
            Assert.DoesNotContain(rehearsed.SelectMany(static file => file.Why), static why => why.StartsWith("there is no release", StringComparison.Ordinal));
        }
    }
}

/// <summary>What happens to a body's minutes in no particular order.</summary>
internal sealed class RandomChanges(ApiService service, int seed, Action<SiteFiles> design)
{
    private static readonly string[] Series = ["supervisors", "committee"];
    private static readonly string[] Names = ["數位策略司", "人事處", "資料創新司", "數位\"政府\"司"];

    private readonly Random _random = new(seed);
    private readonly List<string> _public = [];
    private readonly HashSet<string> _withdrawn = [];
    private readonly List<(string Id, string Series)> _directives = [];
    private readonly List<string> _drafts = [];
    private int _created;
    private int _late;

    public async Task BeginAsync()
    {
        await PutAsync("/v1/series/committee", """{ "name": "審議會", "body": "數位發展部", "numbering": "yearly", "announcePending": true }""");
        await PutUnitAsync("digital-strategy", Names[0], [], 1);
        await PutUnitAsync("personnel", Names[1], [], 2);
        for (var i = 0; i < 6; i++)
            await CreateAsync();
    }

    /// <summary>Makes one to three changes and tells which.</summary>
    public async Task<string> MakeAsync()
    {
        var what = new List<string>();
        for (var count = _random.Next(1, 4); count > 0; count--)
            what.Add(await OneAsync());
        return string.Join(", ", what);
    }

    private async Task<string> OneAsync()
    {
        var id = _public[_random.Next(_public.Count)];
        switch (_random.Next(17))
        {
            case 0 or 1:
                return await CreateAsync();
            case 2 or 3 when !_withdrawn.Contains(id):
                return await CorrectAsync(id);
            case 4 when !_withdrawn.Contains(id):
                (await service.Approver.StepAsync(id, "redact", """{ "anchors": ["c-1"], "ground": "18-1-6", "reason": "個人資料" }""")).Is(200);
                return $"redact {id}";
            case 5 when !_withdrawn.Contains(id):
                (await service.Approver.StepAsync(id, "errata", """{ "anchor": "s-1", "text": "更正", "date": "2025-12-20" }""")).Is(200);
                return $"erratum {id}";
            case 6 when _withdrawn.Add(id):
                (await service.Approver.StepAsync(id, "withdraw", """{ "reason": "尚待釐清" }""")).Is(200);
                return $"withdraw {id}";
            case 7 when _withdrawn.Count > 0:
                var back = _withdrawn.Order(StringComparer.Ordinal).First();
                _withdrawn.Remove(back);
                (await service.Approver.StepAsync(back, "reinstate", """{ "reason": "已釐清" }""")).Is(200);
                return $"reinstate {back}";
            case 8:
                var unit = _random.Next(2) == 0 ? "digital-strategy" : "personnel";
                var own = unit == "personnel" ? 1 : 0;
                await PutUnitAsync(unit, Names[_random.Next(2) * 2 + own], _random.Next(2) == 0 ? [] : [Names[own]], _random.Next(3));
                return $"unit {unit}";
            case 9:
                var series = Series[_random.Next(2)];
                await PutAsync($"/v1/series/{series}", $$"""{ "name": "會議{{_random.Next(3)}}", "body": "{{(_random.Next(4) == 0 ? "數位部" : "數位發展部")}}", "numbering": "{{(_random.Next(2) == 0 ? "yearly" : "continuous")}}", "announcePending": {{(_random.Next(2) == 0 ? "true" : "false")}} }""");
                return $"series {series}";
            case 10:
                return Design();
            case 11 when _directives.Count > 0:
                return await CloseAsync(_directives[_random.Next(_directives.Count)].Id);
            case 12 when !_withdrawn.Contains(id):
                var counted = new JsonObject { ["record"] = id, ["cohort"] = "earlier", ["total"] = 7, ["released"] = 3, ["continued"] = 4 };
                var posted = await service.Writer.PostAsync("/v1/directives/aggregates", counted.ToJsonString());
                Assert.True(posted.Status is 200 or 201, posted.Text);
                return $"figures of {id}";
            case 13:
                return await DraftAsync();
            case 14 when _drafts.Count > 0:
                return await LeaveAsync();
            case 15:
                return await CommitLateAsync();
            default:
                return await CreateAsync();
        }
    }

    /// <summary>Makes a directive of a draft, and lets it review another.</summary>
    private async Task DirectAsync(string id, string series)
    {
        var directive = new JsonObject
        {
            ["id"] = $"directive-{_directives.Count}",
            ["series"] = series,
            ["origin"] = new JsonObject { ["record"] = id, ["anchor"] = "i-1" },
            ["text"] = $"請辦理第{_directives.Count}事。",
            ["due"] = "2025-12-31",
            ["units"] = new JsonArray(new JsonObject { ["name"] = Name() }),
            ["disclosure"] = new JsonObject { ["level"] = _random.Next(3) == 0 ? "withheld" : "public" },
        };
        (await service.Writer.PostAsync("/v1/directives", directive.ToJsonString())).Is(201);
        var (reviewed, ofSeries) = _directives.Count == 0 ? ("", "") : _directives[_random.Next(_directives.Count)];
        _directives.Add((directive["id"]!.GetValue<string>(), series));
        if (ofSeries != series)
            return;
        var review = new JsonObject { ["record"] = id, ["verdict"] = _random.Next(2) == 0 ? "continue" : "release", ["text"] = "依決議辦理。" };
        var answer = await service.Writer.PostAsync($"/v1/directives/{reviewed}/reviews", review.ToJsonString(), ("If-Match", "*"));
        Assert.True(answer.Status == 200 || answer.Text.Contains("before-origin", StringComparison.Ordinal), answer.Text);
    }

    private async Task<string> CloseAsync(string id)
    {
        var directive = (await service.Writer.GetAsync($"/v1/directives/{id}")).Is(200).Json;
        directive["disclosure"] = new JsonObject { ["level"] = _random.Next(2) == 0 ? "withheld" : "summary", ["summary"] = "摘要文字" };
        (await service.Writer.PutAsync($"/v1/directives/{id}", directive.ToJsonString(), ("If-Match", "*"))).Is(200);
        return $"close {id}";
    }

    private string Design()
    {
        if (_random.Next(4) == 0)
        {
            design(PublicContent.With("assets/site.css", $"{Encoding.UTF8.GetString(RenderingBed.Files.Assets.Single(static asset => asset.Name == "site.css").Content.Span)}/* {_random.Next(1000)} */\n"));
            return "stylesheet";
        }

        string[] templates = ["pages/minutes.html", "pages/unit-year.html", "pages/series-year.html", "pages/about.html", "partials/clauses.html", "pages/sitemap.xml", "pages/changes-month.html", "pages/register.html", "pages/register-cases.html", "partials/tracked.html", "pages/unit-directives.html", "pages/directives.html", "pages/person.html", "pages/person-year.html", "layouts/site.html"];
        var template = templates[_random.Next(templates.Length)];
        design(PublicContent.With($"templates/{template}", $"{RenderingBed.Files.Templates[template]}<!-- {_random.Next(1000)} -->\n"));
        return $"template {template}";
    }

    private async Task<string> CreateAsync()
    {
        var id = $"meeting-{_created++}";
        var record = Record(id);
        await service.Writer.CreateAsync(record);
        await DirectAsync(id, record["series"]!.GetValue<string>());
        await service.ApprovedAsync(id);
        _public.Add(id);
        return $"create {id}";
    }

    /// <summary>A change becomes known that is older than others, as one whose transaction took long.</summary>
    private async Task<string> CommitLateAsync()
    {
        await using var database = NpgsqlDataSource.Create(service.Database.Owner);
        await using var late = database.CreateCommand(
            """
            insert into public_site.changes (series, key, kind, edition, erratum, at)
            select series, key, 'erratum', edition, 1000 + $1, at from public_site.changes order by id offset $1 % (select count(*) from public_site.changes) limit 1
            """);
        late.Parameters.Add(new NpgsqlParameter<int> { TypedValue = _late += _random.Next(1, 10) });
        Assert.Equal(1, await late.ExecuteNonQueryAsync());
        return "a late change";
    }

    private async Task<string> DraftAsync()
    {
        var id = $"meeting-{_created++}";
        await service.Writer.CreateAsync(Record(id));
        _drafts.Add(id);
        return $"draft {id}";
    }

    /// <summary>A draft is deleted, or becomes public.</summary>
    private async Task<string> LeaveAsync()
    {
        var id = _drafts[0];
        _drafts.RemoveAt(0);
        if (_random.Next(2) == 0)
        {
            var draft = await service.Writer.GetAsync($"/v1/records/{id}");
            (await service.Writer.SendAsync(HttpMethod.Delete, $"/v1/records/{id}", null, ("If-Match", draft.ETag!))).Is(204);
            return $"delete {id}";
        }

        await service.ApprovedAsync(id);
        _public.Add(id);
        return $"publish {id}";
    }

    private async Task<string> CorrectAsync(string id)
    {
        (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "更正" }""")).Is(200);
        var draft = await service.Writer.GetAsync($"/v1/records/{id}");
        var record = Record(id);
        record["series"] = draft.Json["series"]!.GetValue<string>();
        (await service.Writer.PutAsync($"/v1/records/{id}", record.ToJsonString(), ("If-Match", draft.ETag!))).Is(200);
        await DirectAsync(id, record["series"]!.GetValue<string>());
        await service.ApprovedAsync(id);
        return $"correct {id}";
    }

    /// <summary>Minutes of any day of three years, with a number that may be another's, units of any name in parts, in attendance, and in text.</summary>
    private JsonObject Record(string id)
    {
        var day = new DateTimeOffset(2023, 1, 1, 15, 0, 0, TimeSpan.FromHours(8)).AddDays(_random.Next(3 * 365));
        var record = Minutes.Small(id, _random.Next(1, 25), day.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        record["series"] = Series[_random.Next(2)];
        record["title"] = $"會議紀錄{_random.Next(100)}";
        record["attendance"] = new JsonArray(new JsonObject { ["id"] = "a-1", ["role"] = "attendee", ["asWritten"] = "某", ["name"] = _created % 3 == 0 ? "某乙" : "某　甲", ["unit"] = Name(), ["status"] = "present" });
        var section = record["sections"]![0]!;
        section["units"]![0]!["name"] = Name();
        section["items"] = new JsonArray(Item(1), Item(2));
        return record;
    }

    private JsonObject Item(int number) => new()
    {
        ["id"] = $"i-{number}",
        ["label"] = $"案由{number}",
        ["title"] = $"案{_random.Next(100)}",
        ["units"] = new JsonArray(new JsonObject { ["role"] = "reporting", ["name"] = Name() }),
        ["outcome"] = new JsonObject
        {
            ["id"] = $"i-{number}-o",
            ["kind"] = "decision",
            ["label"] = "決定",
            ["result"] = "noted",
            ["clauses"] = new JsonArray(new JsonObject { ["id"] = $"i-{number}-c", ["label"] = "一", ["text"] = $"請**{Name()[..2]}**{Name()[2..]}會同{Name()}辦理。" }),
        },
    };

    private string Name() => Names[_random.Next(Names.Length)];

    private Task PutUnitAsync(string slug, string name, string[] aliases, int order) => PutAsync($"/v1/units/{slug}", new JsonObject
    {
        ["name"] = name,
        ["aliases"] = new JsonArray([.. aliases.Where(alias => alias != name).Select(static alias => (JsonNode)alias)]),
        ["body"] = "數位發展部",
        ["order"] = order,
    }.ToJsonString());

    private async Task PutAsync(string path, string body)
    {
        var there = await service.Admin.GetAsync(path);
        var written = await service.Admin.PutAsync(path, body, there.Status == 200 ? ("If-Match", there.ETag!) : ("If-None-Match", "*"));
        Assert.True(written.Status is 200 or 201, written.Text);
    }
}
