using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Npgsql;
using OpenMinutes.Contracts;
using OpenMinutes.Publisher.Planning;
using OpenMinutes.Rendering;
using OpenMinutes.Tests.Api;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.EndToEnd;

/// <summary>
/// Records in which every text is a mark found nowhere else go through approval, correction, redaction and withdrawal, each followed by one publication, and every file of the
/// website is searched for marks that are closed by then. OPENMINUTES_LEAK_RECORDS says how many records; 20 if it does not. They come in batches, each with a database and a website of
/// its own.
/// </summary>
public sealed partial class LeakTests
{
    private const int Batch = 100;

    private static readonly int Records = int.Parse(Environment.GetEnvironmentVariable("OPENMINUTES_LEAK_RECORDS") ?? "20", CultureInfo.InvariantCulture);

    [Fact]
    public async Task No_file_of_the_website_holds_what_is_closed_whenever_it_was_closed()
    {
        foreach (var numbers in Enumerable.Range(0, Records).Chunk(Batch))
        {
            var service = new ApiService();
            await service.InitializeAsync();
            var site = Directory.CreateTempSubdirectory("openminutes-leak-").FullName;
            try
            {
                await SearchAsync(service, site, [.. numbers.Select(Marked.Of)]);
            }
            finally
            {
                Directory.Delete(site, recursive: true);
                await service.DisposeAsync();
            }
        }
    }

    /// <summary>One publication withdraws, redacts, corrects and adds; then one goes back: what was corrected is as it was, and what was closed stays closed.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_closed_does_not_come_back_with_the_former_release(bool everythingIsDrawn)
    {
        var service = new ApiService();
        await service.InitializeAsync();
        await using var database = NpgsqlDataSource.Create(service.Database.Publisher);
        var folder = Directory.CreateTempSubdirectory("openminutes-closing-").FullName;
        var site = new SiteFolder(database, folder, "site") { Settings = new SiteSettings { Precompress = ["br", "gzip"] } };
        try
        {
            List<Marked> records = [.. Enumerable.Range(0, 7).Select(Marked.Of)];
            foreach (var record in records.SkipLast(1))
                await ApproveAsync(service, record);
            await site.PublishAsync();
            var before = site.Files();

            await ApproveAsync(service, records[6]);
            (await service.Writer.StepAsync(records[0].Id, "correct", """{ "changeNote": "更正" }""")).Is(200);
            await service.ApprovedAsync(records[0].Id);
            await WithdrawAsync(service, records[1]);
            await WithdrawAsync(service, records[2]);
            foreach (var record in records[3..6])
                await RedactAsync(service, record);
            await site.PublishAsync(new PublicationScope { All = everythingIsDrawn });
            NoneIsFound("closed", records, Found(folder));
            site.IsInOrder();

            await site.RollBackAsync();
            NoneIsFound("gone back", records, Found(folder));
            site.IsInOrder();
            site.LeadsNowhereWrong();
            var page = $"meetings/supervisors/{records[0].Id}/index.html";
            Assert.Equal(before[page], site.Files()[page]);
            Assert.DoesNotContain($"meetings/supervisors/{records[0].Id}/v2/index.html", site.Files().Keys);

            await site.PublishAsync();
            NoneIsFound("published again", records, Found(folder));
            Assert.Equal(await site.BuiltAnewAsync(), site.OwnFiles());
            site.IsInOrder();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            await service.DisposeAsync();
        }
    }

    private static async Task ApproveAsync(ApiService service, Marked record)
    {
        (await service.Writer.PostAsync("/v1/records", record.Json.ToJsonString())).Is(201);
        foreach (var (attachment, text) in record.Files)
            await service.StoreAsync(record.Id, attachment, text);
        await service.ApprovedAsync(record.Id);
    }

    private static async Task RedactAsync(ApiService service, Marked record)
    {
        var body = new JsonObject { ["anchors"] = JsonSerializer.SerializeToNode(record.Redacted), ["ground"] = "18-1-6", ["reason"] = "含個人資料" };
        (await service.Approver.StepAsync(record.Id, "redact", body.ToJsonString())).Is(200);
        record.Closed.UnionWith(record.Held(record.Redacted));
    }

    private static async Task WithdrawAsync(ApiService service, Marked record)
    {
        (await service.Approver.StepAsync(record.Id, "withdraw", """{ "reason": "內容尚待釐清" }""")).Is(200);
        record.Closed.UnionWith(record.Held(record.Anchors));
    }

    private static async Task SearchAsync(ApiService service, string site, List<Marked> records)
    {
        // Of a draft, a series that announces pending meetings tells number and day.
        var series = (await service.Admin.GetAsync("/v1/series/supervisors")).Is(200).Json;
        series["announcePending"] = true;
        (await service.Admin.PutAsync("/v1/series/supervisors", series.ToJsonString())).Is(200);
        var draft = Marked.Of(Records + int.Parse(records[0].Id["leak-".Length..], CultureInfo.InvariantCulture));
        draft.Json["number"] = 77_001;
        draft.Closed.UnionWith(draft.Open);
        (await service.Writer.PostAsync("/v1/records", draft.Json.ToJsonString())).Is(201);

        foreach (var record in records)
            await ApproveAsync(service, record);

        await PublishAsync(service, site);
        var found = Found(site);
        Assert.All(records, record => Assert.NotEmpty(record.Open.Intersect(found.Keys)));
        Assert.All(records, record => Assert.Subset(found.Keys.ToHashSet(), record.Files.Values.Intersect(record.Open).ToHashSet()));
        NoneIsFound("approved", [.. records, draft], found);
        var pending = JsonNode.Parse(File.ReadAllText(Path.Join(site, "live", "meetings", "supervisors", "index.json")))!["pending"];
        Assert.Equal($$"""[{"number":77001,"date":"{{draft.Json["start"]!.ToString()[..10]}}"}]""", pending!.ToJsonString());

        foreach (var record in records)
        {
            (await service.Writer.StepAsync(record.Id, "correct", """{ "changeNote": "更正" }""")).Is(200);
            await service.ApprovedAsync(record.Id);
        }

        await PublishAsync(service, site);
        NoneIsFound("corrected", records, Found(site));

        foreach (var record in records.Where(record => record.Redacted.Count > 0))
            await RedactAsync(service, record);

        await PublishAsync(service, site);
        NoneIsFound("redacted", records, Found(site));

        foreach (var record in records)
            await WithdrawAsync(service, record);

        await PublishAsync(service, site);
        NoneIsFound("withdrawn", records, Found(site));

        foreach (var record in records)
        {
            (await service.Approver.StepAsync(record.Id, "reinstate", """{ "reason": "已釐清" }""")).Is(200);
            record.Closed.ExceptWith(record.Held(record.Anchors).Intersect(record.Open));
            record.Closed.UnionWith(record.Held(record.Redacted));
        }

        await PublishAsync(service, site);
        found = Found(site);
        Assert.All(records, record => Assert.NotEmpty(record.Open.Intersect(found.Keys)));
        NoneIsFound("reinstated", records, found);
    }

    private static async Task PublishAsync(ApiService service, string site) => await Shell.RunAsync(
        Repository.Publisher,
        ["build", "--site", site, "--target", "site"],
        new Dictionary<string, string> { ["OPENMINUTES_PUBLISHER_DB"] = service.Database.Publisher });

    /// <summary>Every mark in every file of the site's directory, the live tree and the other, and in the names of the files, with one file that has it.</summary>
    private static Dictionary<string, string> Found(string site)
    {
        var found = new Dictionary<string, string>();
        foreach (var file in new DirectoryInfo(site).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            var name = Path.GetRelativePath(site, file.FullName);
            foreach (var mark in Marked.Marks().Matches(name + TextOf(file.FullName)).Select(match => match.Value))
                found.TryAdd(mark, name);
        }

        return found;
    }

    /// <summary>What a file says, unpacked; the files of the search index are deflated, most of them.</summary>
    private static string TextOf(string file)
    {
        using var content = File.OpenRead(file);
        using Stream unpacked = Path.GetExtension(file) switch
        {
            ".bin" => new DeflateStream(content, CompressionMode.Decompress),
            ".gz" => new GZipStream(content, CompressionMode.Decompress),
            ".br" => new BrotliStream(content, CompressionMode.Decompress),
            _ => content,
        };
        try
        {
            return new StreamReader(unpacked).ReadToEnd();
        }
        catch (InvalidDataException)
        {
            return File.ReadAllText(file);
        }
    }

    private static void NoneIsFound(string when, List<Marked> records, Dictionary<string, string> found) =>
        Assert.All(records, record => Assert.True(
            !record.Closed.Overlaps(found.Keys),
            $"{when}, {record.Id}: {string.Join(' ', record.Closed.Where(found.ContainsKey).Select(mark => found[mark]).Distinct())}"));

    /// <summary>A record whose marks no other record has.</summary>
    private sealed partial class Marked
    {
        public required string Id { get; init; }
        public required JsonObject Json { get; init; }
        public required HashSet<string> Open { get; init; }
        public required HashSet<string> Closed { get; init; }
        public required List<string> Anchors { get; init; }

        /// <summary>The texts of the files, by attachment.</summary>
        public required Dictionary<string, string> Files { get; init; }

        /// <summary>The parts that are open at first and redacted later.</summary>
        public required List<string> Redacted { get; init; }

        public static Marked Of(int number)
        {
            var generated = RecordGenerator.Generate(number + 20_000);
            var id = $"leak-{number}";
            var record = generated.Record with
            {
                Id = id,
                Key = id,
                Series = "supervisors",
                Start = generated.Record.Start.AddDays(number),
                Attachments = [.. generated.Record.Attachments.Select(file => file with { MediaType = null, Size = null, Sha256 = null })],
            };
            var files = record.Attachments.Select((file, at) => (file.Id, Text: $"密{number}號{900_000 + at}文")).ToDictionary(file => file.Id, file => file.Text);
            var open = generated.Open.Select(Own).Where(mark => Marks().IsMatch(mark)).Concat(files.Where(file => generated.OpenAnchors.Contains(file.Key)).Select(file => file.Value)).ToHashSet();
            return new Marked
            {
                Id = id,
                Json = JsonNode.Parse(Own(JsonSerializer.Serialize(record, MinutesJson.Options)))!.AsObject(),
                Open = open,
                Closed = generated.Closed.Select(Own).Where(mark => Marks().IsMatch(mark)).Concat(files.Values).Except(open).ToHashSet(),
                Files = files,
                Anchors = [.. OpenMinutes.Contracts.Anchors.Of(record)],
                Redacted = [.. generated.OpenAnchors.Where((_, at) => at % 3 == number % 3)],
            };

            string Own(string text) => Unmarked().Replace(text, $"${{1}}{number}號$2$3");
        }

        /// <summary>The marks in parts, but for those in members that survive withholding.</summary>
        public IEnumerable<string> Held(IReadOnlyCollection<string> anchors) =>
            (from part in Objects(Json)
             where part["id"] is { } anchor && anchors.Contains(anchor.ToString())
             from member in part
             where member.Key is not ("id" or "label" or "heading" or "kind" or "role" or "item" or "disclosure") && member.Value is not null
             from match in Marks().Matches(member.Value.ToJsonString(Unescaped))
             select match.Value)
            .Concat(Files.Where(file => anchors.Contains(file.Key)).Select(file => file.Value));

        private static readonly JsonSerializerOptions Unescaped = new() { Encoder = MinutesJson.Options.Encoder };

        private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
        {
            JsonObject part => part.SelectMany(member => Objects(member.Value)).Prepend(part),
            JsonArray list => list.SelectMany(Objects),
            _ => [],
        };

        [GeneratedRegex("[密摘][0-9]+號[0-9]{6}[文要]")]
        public static partial Regex Marks();

        [GeneratedRegex("([密摘])([0-9]{6})([文要])")]
        private static partial Regex Unmarked();
    }
}
