using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using OpenMinutes.Contracts;
using OpenMinutes.Tests.Api;
using OpenMinutes.Tests.Publisher.Search;

namespace OpenMinutes.Tests.EndToEnd;

/// <summary>
/// Random registers, most of whose directives are not public, on one website: no file tells of one, and no count by unit that is not shown follows from what is. OPENMINUTES_REGISTERS says how many,
/// OPENMINUTES_REGISTERS_SEED which.
/// </summary>
public sealed class RegisterSecrecyTests(ApiService service) : IClassFixture<ApiService>, IAsyncLifetime
{
    private static readonly int Registers = int.Parse(Environment.GetEnvironmentVariable("OPENMINUTES_REGISTERS") ?? "16", CultureInfo.InvariantCulture);
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("OPENMINUTES_REGISTERS_SEED") ?? "5", CultureInfo.InvariantCulture);
    private static readonly (string Slug, string Name)[] Units = [("u1", "甲司"), ("u2", "乙司"), ("u3", "丙司")];

    private readonly string _folder = Directory.CreateTempSubdirectory("openminutes-secrecy-").FullName;
    private readonly Random _random = new(Seed);
    private readonly List<string> _secrets = [];
    private NpgsqlDataSource? _database;
    private int _made;

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
    public async Task No_file_tells_of_a_directive_that_is_not_public_and_no_hidden_count_can_be_reckoned()
    {
        foreach (var (slug, name) in Units)
            (await service.Admin.PutAsync($"/v1/units/{slug}", $$"""{ "name": "{{name}}", "body": "數位發展部" }""", ("If-None-Match", "*"))).Is(201);
        var registers = new Dictionary<string, int[]>();
        for (var at = 0; at < Registers; at++)
        {
            var register = await TestRegister.CreateAsync(service);
            registers.Add(register.Series, await FillAsync(register));
        }

        var site = new SiteFolder(_database!, _folder, "site");
        await site.PublishAsync();

        var files = site.Files().Keys.Select(path => (Path: path, Text: TextOf(Path.Join(site.Trees.LivePath!, path)))).ToList();
        Assert.All(_secrets, secret => Assert.DoesNotContain(files, file => file.Path.Contains(secret, StringComparison.Ordinal) || file.Text.Contains(secret, StringComparison.Ordinal)));
        foreach (var (series, counts) in registers)
        {
            var figures = JsonSerializer.Deserialize<PublicRegister>(files.Single(file => file.Path == $"data/{series}/directives.json").Text, MinutesJson.Options)!;
            var shown = Units.Select(unit => figures.Units.SingleOrDefault(one => one.Unit == unit.Slug)?.Count).ToArray();
            Assert.Equal(counts.Sum(), figures.OpenNotPublic);
            Assert.All(shown.Zip(counts), static unit => Assert.True(unit.First is null || unit.First == unit.Second && unit.Second >= Suppression.Threshold));
            Assert.All(Enumerable.Range(0, Units.Length).Where(unit => shown[unit] is null && counts[unit] > 0), unit =>
                Assert.True(Possible(counts.Sum(), shown).Select(world => world[unit]).Distinct().Count() > 1, $"seed {Seed}, {string.Join(' ', counts)}: unit {unit} can be reckoned"));
            Assert.All(Units.Zip(shown), unit => Assert.True(
                unit.Second is null || files.Single(file => file.Path == $"units/{unit.First.Slug}/directives/index.html").Text.Contains($"不公開案件 {unit.Second} 件", StringComparison.Ordinal)));
        }
    }

    /// <summary>A register of two meetings, and how many directives that are not public each unit leads and is not released from.</summary>
    private async Task<int[]> FillAsync(TestRegister register)
    {
        var (counts, lines, reviews) = (new int[Units.Length], new List<string>(), new List<string>());
        await register.DraftAsync(1, "2025-10-16T15:30:00+08:00", "請辦理。");
        for (var left = _random.Next(1, 9); left > 0; left--)
        {
            var (unit, isPublic, isReleased) = (_random.Next(Units.Length), _random.Next(4) == 0, _random.Next(4) == 0);
            var id = $"{register.Series}-case-{_made}-";
            lines.Add(Directive(register, id, Units[unit].Name, isPublic).ToJsonString());
            reviews.Add(new JsonObject
            {
                ["id"] = id,
                ["review"] = new JsonObject { ["record"] = register.Meeting(2), ["verdict"] = isReleased ? "release" : "continue", ["text"] = Secret(isPublic, $"密管考{_made}止") },
            }.ToJsonString());
            counts[unit] += isPublic || isReleased ? 0 : 1;
            _made++;
        }

        await BatchAsync(lines);
        await service.ApprovedAsync(register.Meeting(1));
        await register.DraftAsync(2, "2025-11-20T15:30:00+08:00", "請續辦。");
        await BatchAsync(reviews);
        await service.ApprovedAsync(register.Meeting(2));
        return counts;
    }

    private JsonObject Directive(TestRegister register, string id, string unit, bool isPublic)
    {
        var due = new DateOnly(2031, 1, 1).AddDays(_made);
        Secret(isPublic, id);
        Secret(isPublic, RocCalendar.Format(due));
        return new JsonObject
        {
            ["id"] = id,
            ["series"] = register.Series,
            ["origin"] = new JsonObject { ["record"] = register.Meeting(1), ["anchor"] = "i-1" },
            ["text"] = Secret(isPublic, $"密案文{_made}止"),
            ["units"] = new JsonArray(new JsonObject { ["name"] = unit }, new JsonObject { ["name"] = Secret(isPublic, $"密單位{_made}止"), ["role"] = "support" }),
            ["due"] = Secret(isPublic, due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ["disclosure"] = isPublic ? new JsonObject { ["level"] = "public" }
                : _random.Next(3) == 0 ? new JsonObject { ["level"] = "summary", ["summary"] = "研議中" }
                : new JsonObject { ["level"] = "withheld", ["ground"] = "18-1-3" },
        };
    }

    private string Secret(bool isPublic, string text)
    {
        if (!isPublic)
            _secrets.Add(text);
        return text;
    }

    private async Task BatchAsync(List<string> lines)
    {
        using var content = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
        var answer = (await service.Writer.SendAsync(HttpMethod.Post, "/v1/directives/batch", content)).Is(200);
        Assert.DoesNotContain("problem", answer.Text, StringComparison.Ordinal);
    }

    /// <summary>All counts by unit of which the sum is known and of which the rule shows what is shown.</summary>
    private static IEnumerable<int[]> Possible(int sum, int?[] shown) =>
        from first in Enumerable.Range(0, sum + 1)
        from second in Enumerable.Range(0, sum - first + 1)
        let world = new[] { first, second, sum - first - second }
        let seen = Suppression.Of(world.Index().ToDictionary(static unit => $"{unit.Index}", static unit => unit.Item))
        where shown.Index().All(unit => seen[$"{unit.Index}"] == unit.Item)
        select world;

    private static string TextOf(string file) => Encoding.UTF8.GetString(Path.GetExtension(file) == ".bin" ? SearchSite.Inflate(File.ReadAllBytes(file)) : File.ReadAllBytes(file));
}
