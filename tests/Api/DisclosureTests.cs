using System.Text.Json;
using OpenMinutes.Contracts;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Api;

/// <summary>Of a record in which every member is a mark and parts are closed at random, nothing closed gets out.</summary>
public sealed class DisclosureTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task Nothing_withheld_is_in_any_table_that_publishers_read_nor_in_what_is_shown_as_public()
    {
        var closed = new List<(string Id, string Mark)>();
        for (var seed = 0; seed < 20; seed++)
        {
            var generated = RecordGenerator.Generate(seed);
            var id = $"generated-{seed}";
            var record = generated.Record with { Id = id, Key = $"key-{seed}", Series = "supervisors", Start = generated.Record.Start.AddDays(seed) };
            (await service.Writer.PostAsync("/v1/records", JsonSerializer.Serialize(record, MinutesJson.Options))).Is(201);
            (await service.Writer.StepAsync(id, "submit")).Is(200);
            (await service.Approver.StepAsync(id, "approve")).Is(200);

            var shown = (await service.Writer.GetAsync($"/v1/records/{id}/editions/1/public")).Is(200).Text;
            var stored = await service.QuerySingleAsync<string>(
                """
                select concat_ws(' ', (select json_agg(r)::text from public_site.records r where key = @key), (select json_agg(e)::text from public_site.editions e where key = @key),
                                      (select json_agg(a)::text from public_site.appearances a where key = @key))
                """,
                new { key = $"key-{seed}" });
            foreach (var mark in generated.Closed.Except(generated.Open))
            {
                Assert.DoesNotContain(mark, shown, StringComparison.Ordinal);
                Assert.DoesNotContain(mark, stored, StringComparison.Ordinal);
                Assert.DoesNotContain(mark, service.Log, StringComparison.Ordinal);
            }

            closed.AddRange(generated.Closed.Select(mark => (id, mark)));
        }

        Assert.NotEmpty(closed);
    }
}
