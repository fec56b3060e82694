using System.Globalization;
using System.Text;
using System.Text.Json;
using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Features.Records;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Benchmarks.Publishing;
using OpenMinutes.Contracts;

namespace OpenMinutes.Benchmarks.Serving;

/// <summary>
/// Durable writes of a 16 kB record over HTTP, beside pgbench that sends the same statements with the same bytes in one transaction, and beside a bare insert of the document. In turns, on
/// one PostgreSQL, so that all have the same disk and the same disturbance.
/// </summary>
internal static class WritesBenchmark
{
    private const int Clients = 16;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(8);

    /// <summary>Until the api's code is compiled as it stays; pgbench has nothing to warm up but PostgreSQL.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(int runs, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("openminutes-writes-").FullName;
        try
        {
            await using var instance = await Instance.StartAsync(folder, cancellation, withPublisher: false);
            await Instance.SendAsync(instance.Admin, HttpMethod.Put, "series/measured", """{ "name": "主管會議", "body": "數位發展部" }"""u8.ToArray(), null, cancellation);
            await Instance.ExecuteAsync(instance.Owner, "create table public.bare (id text primary key, document jsonb not null); alter table public.bare alter column document set compression lz4");
            var pgbench = new PgBench(folder, instance);
            var (same, bare) = (SameStatements(instance), BareInsert());

            var (http, statements, inserts) = (new List<Rate>(), new List<Rate>(), new List<Rate>());
            for (var run = 0; run <= runs; run++)
            {
                var writes = await WriteAsync(instance, run, cancellation);
                var sent = await pgbench.RunAsync(same, Clients, Turn, cancellation);
                var inserted = await pgbench.RunAsync(bare, Clients, Turn, cancellation);
                Console.WriteLine($"{(run == 0 ? "warm-up" : $"run {run}")}: http {writes}; same statements {sent}; bare insert {inserted}");
                if (run > 0)
                {
                    http.Add(writes);
                    statements.Add(sent);
                    inserts.Add(inserted);
                }
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"writes.record = {SizedRecord.Of("0000-00000000").Length} bytes"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"writes.http = {Load.Median(http.Select(static rate => rate.PerSecond)):0} writes/s"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"writes.same_statements = {Load.Median(statements.Select(static rate => rate.PerSecond)):0} transactions/s"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"writes.bare_insert = {Load.Median(inserts.Select(static rate => rate.PerSecond)):0} transactions/s"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"writes.http_vs_bare_insert = {Load.Ratio(http, inserts, static rate => rate.PerSecond):0.00} x"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"writes.http_vs_same_statements_by_processor = {Load.Ratio(http, statements, static rate => rate.PerProcessorSecond):0.00} x"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"writes.http_vs_same_statements = {Load.Ratio(http, statements, static rate => rate.PerSecond):0.00} x"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<Rate> WriteAsync(Instance instance, int run, CancellationToken cancellation) => Load.RunAsync(
        Clients,
        run == 0 ? WarmUp : Turn,
        number =>
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{run:0000}-{number:00000000}");
            return Instance.SendAsync(instance.Writer, HttpMethod.Put, $"records/{id}", SizedRecord.Of(id), null, cancellation);
        },
        instance.ProcessorTime,
        cancellation);

    /// <summary>
    /// What a request does in the database: who calls, then the record with all that is written with it and how it stands, in one transaction. Texts go over as parameters, as they do there; only
    /// the id differs from one transaction to the next.
    /// </summary>
    private static PgScript SameStatements(Instance instance)
    {
        const string id = "lpad(:id::text, 13, '9')";
        var record = JsonSerializer.Deserialize<MeetingRecord>(SizedRecord.Of("0000-00000000"), MinutesJson.Options)!;
        var draft = Draft.Of(record, MeetingKey.Of(record), new Caller(1, "writer"));
        var parameters = new Dictionary<string, string>
        {
            ["@prefixes"] = $"array['{instance.WriterKey.Split('_')[1]}']",
            ["@sourceSystem"] = "null::text",
            ["@sourceId"] = "null::text",
            ["@number"] = "(:id::bigint % 900000 + 100000)::integer",
            ["@id"] = id,
            ["@key"] = id,
            ["@apiKey"] = "1::bigint",
            ["@year"] = $"{draft.Year}",
            ["@startAt"] = $"'{draft.StartAt:O}'::timestamptz",
            ["@heldOn"] = $"'{draft.HeldOn:yyyy-MM-dd}'::date",
            ["@sha256"] = $"'\\x{Convert.ToHexString(draft.Sha256)}'::bytea",
            ["@units"] = ":units::text[]",
            ["@series"] = ":series",
            ["@title"] = ":title",
            ["@document"] = ":document",
            ["@folded"] = ":folded",
            ["@person"] = ":person::text",
        };
        var statements = parameters.OrderByDescending(static parameter => parameter.Key.Length).Aggregate(
            $"begin;\n{Admission.FindKeys};\n{Creating.Insert};\n{WorkingEdition.AfterWriting};\ncommit;",
            static (sql, parameter) => sql.Replace(parameter.Key, parameter.Value, StringComparison.Ordinal));
        return new PgScript(
            "same",
            statements,
            new Dictionary<string, string>
            {
                ["series"] = draft.Series,
                ["title"] = draft.Title,
                ["document"] = draft.Document,
                ["folded"] = draft.Folded,
                ["person"] = draft.Person,
                ["units"] = $"{{{string.Join(',', draft.Units.Select(static unit => $"\"{unit}\""))}}}",
            });
    }

    private static PgScript BareInsert() => new(
        "bare",
        "insert into public.bare (id, document) values (lpad(:id::text, 13, '9'), :document::jsonb);",
        new Dictionary<string, string> { ["document"] = Encoding.UTF8.GetString(SizedRecord.Of("0000-00000000")) });
}
