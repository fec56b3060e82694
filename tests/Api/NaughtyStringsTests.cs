using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Serving;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Api;

/// <summary>Texts that have broken other software come back unchanged, or are refused with their place.</summary>
public sealed class NaughtyStringsTests(ApiService service, Browser browser) : IClassFixture<ApiService>, IClassFixture<Browser>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Naughty_texts_come_back_unchanged_or_are_refused_with_their_place()
    {
        var texts = (await TextsAsync()).Where(text => text.Length > 0).ToArray();
        var record = Minutes.Small("naughty");
        record["header"] = new JsonArray([.. texts.Select(text => new JsonObject { ["key"] = "other", ["label"] = text[..Math.Min(text.Length, 100)], ["asWritten"] = text })]);

        var answer = await service.Writer.PostAsync("/v1/records", record.ToJsonString());
        if (answer.Status == 400)
        {
            var refused = answer.Json["errors"]!.AsArray().Select(error => int.Parse(error!["pointer"]!.ToString().Split('/')[2], CultureInfo.InvariantCulture)).ToHashSet();
            texts = [.. texts.Where((_, at) => !refused.Contains(at))];
            record["header"] = new JsonArray([.. texts.Select(text => new JsonObject { ["key"] = "other", ["asWritten"] = text })]);
            answer = await service.Writer.PostAsync("/v1/records", record.ToJsonString());
        }

        answer.Is(201);
        Assert.True(texts.Length > 400);
        (await service.Writer.StepAsync("naughty", "submit")).Is(200);
        (await service.Approver.StepAsync("naughty", "approve")).Is(200);
        foreach (var path in new[] { "/v1/records/naughty", "/v1/records/naughty/editions/1", "/v1/records/naughty/editions/1/public" })
        {
            var read = (await service.Writer.GetAsync(path)).Is(200);
            Assert.Equal(texts, read.Json["header"]!.AsArray().Select(line => line!["asWritten"]!.GetValue<string>()));
        }

        await AreOnThePublishedPageAsync(texts);
    }

    /// <summary>The page and its JSON say the same texts, and none of them does anything in a browser.</summary>
    private async Task AreOnThePublishedPageAsync(string[] texts)
    {
        var folder = Directory.CreateTempSubdirectory("openminutes-naughty-").FullName;
        try
        {
            await Shell.RunAsync(
                Repository.Publisher,
                ["build", "--site", folder],
                new Dictionary<string, string> { ["OPENMINUTES_PUBLISHER_DB"] = service.Database.Publisher });
            var site = new SiteDirectory(folder);
            var json = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(site.LivePath!, "meetings/supervisors/naughty/index.json"), Cancellation))!;
            Assert.Equal(texts, json["header"]!.AsArray().Select(line => line!["asWritten"]!.GetValue<string>()));

            await using var server = StaticSite.Build(site, "http://127.0.0.1:0");
            await server.StartAsync(Cancellation);
            await using var window = await browser.OpenAsync(server.Urls.Single());
            var dialogs = 0;
            window.Page.Dialog += (_, dialog) =>
            {
                dialogs++;
                _ = dialog.DismissAsync();
            };
            await window.Page.GotoAsync("/meetings/supervisors/naughty/");
            var shown = await window.Page.EvalOnSelectorAllAsync<string[]>(".head dl dd", "lines => lines.map(line => line.textContent)");
            Assert.Equal(texts.Select(Read), shown.SkipWhile(line => line != texts[0]).Take(texts.Length).Select(Read));
            Assert.Equal(0, dialogs);
            Assert.Empty(window.Complaints);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>As a browser reads it: of line ends it knows one.</summary>
    private static string Read(string text) => text.ReplaceLineEndings("\n");

    [Fact]
    public async Task Naughty_queries_find_something_or_nothing_or_are_refused()
    {
        foreach (var text in await TextsAsync())
        {
            var answer = await service.Writer.GetAsync($"/v1/records?q={Uri.EscapeDataString(text)}");
            Assert.True(answer.Status is 200 or 400, $"{text}: {answer.Text}");
        }
    }

    private static async Task<string[]> TextsAsync() => JsonSerializer.Deserialize<string[]>(
        await File.ReadAllTextAsync(Path.Combine(Corpus.Conformance, "blns", "blns.json"), TestContext.Current.CancellationToken))!;
}
