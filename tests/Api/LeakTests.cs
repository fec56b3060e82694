using System.Text.Json;
using System.Text.Json.Nodes;
using OpenMinutes.Contracts;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Api;

/// <summary>
/// Records in which every member is a mark go through the whole of an editorial life, and after each step everything that the public could have is searched for marks that are
/// closed. OPENMINUTES_LEAK_RECORDS says how many records; 30 if it does not.
/// </summary>
public sealed class LeakTests(ApiService service) : IClassFixture<ApiService>
{
    private static readonly int Records = int.Parse(Environment.GetEnvironmentVariable("OPENMINUTES_LEAK_RECORDS") ?? "30", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task Nothing_closed_is_in_anything_public_from_approval_to_reinstatement()
    {
        var logged = 0;
        for (var seed = 0; seed < Records; seed++)
        {
            var generated = RecordGenerator.Generate(seed + 10_000);
            var id = $"leak-{seed}";
            var record = generated.Record with
            {
                Id = id,
                Key = id,
                Series = "supervisors",
                Start = generated.Record.Start.AddDays(seed),
                Attachments = [.. generated.Record.Attachments.Select(file => file with { MediaType = null, Size = null, Sha256 = null })],
            };
            var closed = generated.Closed.Except(generated.Open).Append("不公開的理由").ToList();

            (await service.Writer.PostAsync("/v1/records", JsonSerializer.Serialize(record, MinutesJson.Options))).Is(201);
            foreach (var file in record.Attachments)
            {
                await service.StoreAsync(id, file.Id, Content(file.Id));
                if (!generated.OpenAnchors.Contains(file.Id))
                    closed.Add(Content(file.Id));
            }

            (await service.Writer.StepAsync(id, "submit", """{ "note": "不公開的理由" }""")).Is(200);
            (await service.Approver.StepAsync(id, "approve", """{ "reason": "不公開的理由" }""")).Is(200);
            await NothingIsPublicAsync("approved", id, closed);
            foreach (var anchor in generated.OpenAnchors.Take(1))
                (await service.Approver.StepAsync(id, "errata", $$"""{ "anchor": "{{anchor}}", "text": "附記", "date": "2025-12-20" }""")).Is(200);

            (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "更正" }""")).Is(200);
            (await service.Writer.StepAsync(id, "submit")).Is(200);
            (await service.Approver.StepAsync(id, "approve")).Is(200);
            await NothingIsPublicAsync("corrected", id, closed);

            // From now on, what one open part in three holds may be nowhere, in no edition.
            var anchors = generated.OpenAnchors.Where((_, at) => at % 3 == seed % 3).ToList();
            if (anchors.Count > 0)
            {
                (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "再更正" }""")).Is(200);
                (await service.Approver.StepAsync(id, "redact", new JsonObject
                {
                    ["anchors"] = JsonSerializer.SerializeToNode(anchors),
                    ["ground"] = "18-1-6",
                    ["reason"] = "不公開的理由",
                }.ToJsonString())).Is(200);
                closed.AddRange(Held(record, anchors));
                closed.AddRange(record.Attachments.Where(file => anchors.Contains(file.Id)).Select(file => Content(file.Id)));
                await NothingIsPublicAsync("redacted", id, closed);
            }

            (await service.Approver.StepAsync(id, "withdraw", """{ "reason": "撤下的理由" }""")).Is(200);
            await NothingIsPublicAsync("withdrawn", id, closed);
            Assert.Empty(await service.PublicAsync(id));
            (await service.Approver.StepAsync(id, "reinstate", """{ "reason": "不公開的理由" }""")).Is(200);
            await NothingIsPublicAsync("reinstated", id, closed);
            var log = service.Log;
            var news = log[logged..];
            Assert.All(closed, mark => Assert.DoesNotContain(mark, news, StringComparison.Ordinal));
            logged = log.Length;
        }
    }

    private async Task NothingIsPublicAsync(string when, string id, IReadOnlyList<string> closed)
    {
        var texts = await service.QueryAsync<string>(
            """
            select to_jsonb(r)::text from public_site.records r where key = @id union all
            select to_jsonb(e)::text from public_site.editions e where key = @id union all
            select to_jsonb(a)::text from public_site.appearances a where key = @id union all
            select to_jsonb(c)::text from public_site.changes c where key = @id union all
            select concat(attachment, encode(sha256, 'hex'), convert_from(content, 'UTF8')) from public_site.attachments where key = @id union all
            select to_jsonb(p)::text from publishing.publications p union all
            select to_jsonb(j)::text from publishing.jobs j
            """,
            new { id });
        var editions = (await service.Writer.GetAsync($"/v1/records/{id}/editions")).Is(200).Json["data"]!.AsArray();
        var all = new List<string>(texts);
        foreach (var edition in editions)
            all.Add((await service.Writer.GetAsync($"/v1/records/{id}/editions/{edition!["edition"]}/public")).Is(200).Text);

        var text = string.Join('\n', all);
        Assert.All(closed, mark => Assert.False(text.Contains(mark, StringComparison.Ordinal), $"{when}, {id}: {mark}"));
        Assert.DoesNotContain($"\"{id}\",\"source\"", text, StringComparison.Ordinal);
    }

    private static string Content(string attachment) => $"附件{attachment}的密文。";

    /// <summary>The marks in the texts of parts, but for those that survive withholding.</summary>
    private static IEnumerable<string> Held(MeetingRecord record, List<string> anchors)
    {
        var json = JsonSerializer.SerializeToNode(record, MinutesJson.Options)!;
        foreach (var part in Objects(json).Where(part => part["id"] is { } anchor && anchors.Contains(anchor.ToString())))
        {
            foreach (var (name, value) in part)
            {
                if (name is not ("id" or "label" or "heading" or "kind" or "role" or "item" or "disclosure") && value is not null)
                {
                    foreach (var text in Texts(value).Where(text => text.Contains('密', StringComparison.Ordinal)))
                        yield return text;
                }
            }
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject part => part.SelectMany(member => Objects(member.Value)).Prepend(part),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject part => part.SelectMany(member => Texts(member.Value)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };
}
