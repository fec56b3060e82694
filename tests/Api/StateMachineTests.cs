using System.Collections.Concurrent;
using System.Globalization;

namespace OpenMinutes.Tests.Api;

/// <summary>
/// Several editors work at the same records at once, at random. Each success makes one revision, so the revisions are an order in which everything happened one after the other:
/// replayed in it, a model must have said the same, and have refused what was refused.
/// </summary>
public sealed class StateMachineTests(ApiService service) : IClassFixture<ApiService>
{
    private const int Editors = 6;
    private const int StepsEach = 40;

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["replace"] = "",
        ["submit"] = "{}",
        ["return"] = """{ "note": "請補" }""",
        ["approve"] = "{}",
        ["approve later"] = """{ "publishAt": "2300-01-01T00:00:00+08:00" }""",
        ["correct"] = """{ "changeNote": "更正" }""",
        ["discard"] = "",
        ["withdraw"] = """{ "reason": "內容尚待釐清" }""",
        ["reinstate"] = """{ "reason": "已釐清" }""",
        ["errata"] = """{ "anchor": "s-1", "text": "附記", "date": "2025-12-20" }""",
        ["redact"] = """{ "anchors": ["c-1"], "reason": "誤植" }""",
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_editors_do_at_once_each_record_lives_one_life_without_lost_steps(int seed)
    {
        var records = new List<string>();
        for (var at = 0; at < 3; at++)
            records.Add(await service.Writer.CreateAsync(Minutes.Small($"lived-{seed}-{at}", (seed * 10) + at)));
        var done = new ConcurrentBag<Step>();

        await Task.WhenAll(Enumerable.Range(0, Editors).Select(editor => WorkAsync(new Random((seed * 100) + editor), $"編輯{editor}", records, done)));

        foreach (var id in records)
        {
            var steps = done.Where(step => step.Id == id).ToList();
            var successes = steps.Where(step => step.Answer.Status == 200).OrderBy(step => step.Revision).ToList();
            Assert.Equal(Enumerable.Range(2, successes.Count), successes.Select(step => step.Revision));

            var life = new List<Standing> { new("draft", 1, null, false, null) };
            foreach (var step in successes)
            {
                var (next, refusal) = life[^1].After(step.Name, step.Person);
                Assert.True(next is not null, $"{id} r{step.Revision}: {step.Name} on {life[^1]} should have been {refusal}");
                life.Add(next);
                Assert.Equal(
                    (next.State, next.Edition, next.Public, next.IsWithdrawn),
                    (step.Answer["state"]!, int.Parse(step.Answer["edition"]!, CultureInfo.InvariantCulture), (int?)step.Answer.Json["published"]?["edition"], (bool?)step.Answer.Json["published"]?["withdrawn"] ?? false));
            }

            foreach (var step in steps.Where(step => step.Answer.Status != 200))
            {
                // What was refused for its state was looked at on the revision that it named.
                if (step.Answer["code"] == "precondition-failed")
                    continue;
                var seen = life[int.Parse(step.IfMatch.Trim('"')[1..], CultureInfo.InvariantCulture) - 1];
                Assert.Equal((step.Name, seen.After(step.Name, step.Person).Refusal), (step.Name, step.Answer["code"]));
            }

            await IsWrittenDownAsync(id, successes, life[^1]);
        }
    }

    private async Task WorkAsync(Random random, string person, List<string> records, ConcurrentBag<Step> done)
    {
        var client = await service.ClientAsync(person, "records:read", "records:write", "records:approve");
        var seen = new Dictionary<string, (string ETag, string Edition)>();
        for (var at = 0; at < StepsEach; at++)
        {
            var id = records[random.Next(records.Count)];
            if (!seen.TryGetValue(id, out var known) || random.Next(4) > 0)
            {
                var now = (await client.GetAsync($"/v1/records/{id}")).Is(200);
                known = seen[id] = (now.ETag!, now["edition"]!);
            }

            var (etag, edition) = known;
            var name = Bodies.Keys.ElementAt(random.Next(Bodies.Count));
            var address = $"/v1/records/{id}";
            var answer = name switch
            {
                "replace" => await client.PutAsync(address, Minutes.Small(id, 7).ToJsonString(), ("If-Match", etag)),
                "discard" => await client.SendAsync(HttpMethod.Delete, $"{address}/editions/{edition}", null, ("If-Match", etag)),
                _ => await client.PostAsync($"{address}/{name.Split(' ')[0]}", Bodies[name], ("If-Match", etag)),
            };
            done.Add(new Step(id, name, person, etag, answer));
        }
    }

    private async Task IsWrittenDownAsync(string id, List<Step> successes, Standing end)
    {
        Assert.Equal(
            successes.Select(step => $"record.{step.Name.Split(' ')[0]} {step.Person} {step.Revision}").Prepend("record.create 王承辦 1"),
            await service.QueryAsync<string>("select concat_ws(' ', action, person, revision) from minutes.audit where resource = @resource order by id", new { resource = $"records/{id}" }));
        Assert.Equal(successes.Count + 1, await service.QuerySingleAsync<long>("select count(*) from minutes.changes where resource = @resource", new { resource = $"records/{id}" }));
        Assert.Equal(
            end.Public is null || end.IsWithdrawn ? [] : Enumerable.Range(1, end.Public.Value),
            (await service.PublicAsync(id)).Select(edition => edition.Edition));
    }

    private sealed record Step(string Id, string Name, string Person, string IfMatch, Reply Answer)
    {
        public int Revision => int.Parse(Answer["revision"]!, CultureInfo.InvariantCulture);
    }

    /// <summary>The model: where a record stands.</summary>
    private sealed record Standing(string State, int Edition, int? Public, bool IsWithdrawn, string? SubmittedBy)
    {
        public (Standing? Next, string? Refusal) After(string step, string person) => (step, State) switch
        {
            ("replace", "draft") => (this, null),
            ("submit", "draft") => (this with { State = "submitted", SubmittedBy = person }, null),
            ("return", "submitted") => (this with { State = "draft" }, null),
            ("approve" or "approve later", "submitted") when SubmittedBy == person => (null, "same-person"),
            ("approve", "submitted") => (this with { State = IsWithdrawn ? "withdrawn" : "published", Public = Edition }, null),
            ("approve later", "submitted") => (this with { State = "approved" }, null),
            ("correct", "approved") => (this with { State = "draft" }, null),
            ("correct", "published" or "withdrawn") => (this with { State = "draft", Edition = Edition + 1 }, null),
            ("discard", "draft") when Public is not null => (this with { State = IsWithdrawn ? "withdrawn" : "published", Edition = Public.Value }, null),
            ("withdraw", _) when Public is not null && !IsWithdrawn => (this with { State = State == "published" ? "withdrawn" : State, IsWithdrawn = true }, null),
            ("reinstate", _) when IsWithdrawn => (this with { State = State == "withdrawn" ? "published" : State, IsWithdrawn = false }, null),
            ("errata", _) when Public is not null => (this, null),
            ("redact", _) when Public is not null => (this with { Edition = Edition + 1, Public = Public + 1 }, null),
            _ => (null, "wrong-state"),
        };
    }
}
