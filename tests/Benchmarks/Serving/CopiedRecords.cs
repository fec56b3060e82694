using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Features.Records;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Benchmarks.Publishing;
using OpenMinutes.Contracts;

namespace OpenMinutes.Benchmarks.Serving;

/// <summary>
/// Records as one would bring them in who owns the database and trusts what he has: with COPY into the very tables that a batch fills, all of them in one transaction. What a batch makes of each record
/// (hash, folded text, units) is made before.
/// </summary>
internal sealed class CopiedRecords(IEnumerable<byte[]> records)
{
    private readonly List<Draft> _drafts = [.. records.Select(static utf8 =>
    {
        var record = JsonSerializer.Deserialize<MeetingRecord>(utf8, MinutesJson.Options)!;
        return Draft.Of(record, MeetingKey.Of(record), new Caller(1, "writer"));
    })];

    /// <summary>Writes them; how fast.</summary>
    public async Task<Rate> WriteAsync(Instance instance, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(instance.Owner);
        await connection.OpenAsync(cancellation);
        var body = await BodyAsync(connection, cancellation);
        var (clock, own, spent) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime, instance.ProcessorTime());
        await using (var transaction = await connection.BeginTransactionAsync(cancellation))
        {
            await CopyAsync(
                connection,
                "minutes.records (id, series, key, number, title, start_at, year, held_on)",
                _drafts,
                static async (row, draft) =>
                {
                    await row.WriteAsync(draft.Id);
                    await row.WriteAsync(draft.Series);
                    await row.WriteAsync(draft.Key);
                    await row.WriteAsync(draft.Number!.Value);
                    await row.WriteAsync(draft.Title);
                    await row.WriteAsync(draft.StartAt.UtcDateTime, NpgsqlDbType.TimestampTz);
                    await row.WriteAsync(draft.Year);
                    await row.WriteAsync(draft.HeldOn);
                });
            await CopyAsync(
                connection,
                "minutes.editions (record, edition, document, sha256, created_by)",
                _drafts,
                static async (row, draft) =>
                {
                    await row.WriteAsync(draft.Id);
                    await row.WriteAsync(1);
                    await row.WriteAsync(draft.Utf8, NpgsqlDbType.Jsonb);
                    await row.WriteAsync(draft.Sha256);
                    await row.WriteAsync(draft.Person);
                });
            await CopyAsync(
                connection,
                "minutes.record_units (record, body, name)",
                _drafts.SelectMany(static draft => draft.Units.Select(unit => (draft.Id, Unit: unit))),
                async (row, named) =>
                {
                    await row.WriteAsync(named.Id);
                    await row.WriteAsync(body);
                    await row.WriteAsync(named.Unit);
                });
            await CopyAsync(
                connection,
                "minutes.record_texts (record, folded)",
                _drafts,
                static async (row, draft) =>
                {
                    await row.WriteAsync(draft.Id);
                    await row.WriteAsync(draft.Folded);
                });
            await CopyAsync(
                connection,
                "minutes.changes (kind, resource, edition)",
                _drafts,
                static async (row, draft) =>
                {
                    await row.WriteAsync("upsert");
                    await row.WriteAsync($"records/{draft.Id}");
                    await row.WriteAsync(1);
                });
            await CopyAsync(
                connection,
                "minutes.audit (person, api_key, action, resource, edition, revision)",
                _drafts,
                static async (row, draft) =>
                {
                    await row.WriteAsync(draft.Person);
                    await row.WriteAsync(draft.ApiKey!.Value);
                    await row.WriteAsync("record.create");
                    await row.WriteAsync($"records/{draft.Id}");
                    await row.WriteAsync(1);
                    await row.WriteAsync(1);
                });
            await transaction.CommitAsync(cancellation);
        }

        var (elapsed, ended) = (clock.Elapsed, instance.ProcessorTime() - spent);
        return new Rate(_drafts.Count / elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - own) / _drafts.Count, ended.Answering / _drafts.Count, ended.Database / _drafts.Count);

        async Task CopyAsync<T>(NpgsqlConnection to, string columns, IEnumerable<T> rows, Func<NpgsqlBinaryImporter, T, Task> writeAsync)
        {
            await using var copy = await to.BeginBinaryImportAsync($"copy {columns} from stdin (format binary)", cancellation);
            foreach (var row in rows)
            {
                await copy.StartRowAsync(cancellation);
                await writeAsync(copy, row);
            }

            await copy.CompleteAsync(cancellation);
        }
    }

    /// <summary>Only the document of each, into a table of two columns.</summary>
    public async Task<Rate> WriteBareAsync(Instance instance, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(instance.Owner);
        await connection.OpenAsync(cancellation);
        var (clock, own, spent) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime, instance.ProcessorTime());
        await using (var copy = await connection.BeginBinaryImportAsync("copy public.bare (id, document) from stdin (format binary)", cancellation))
        {
            foreach (var draft in _drafts)
            {
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(draft.Id, cancellation);
                await copy.WriteAsync(draft.Utf8, NpgsqlDbType.Jsonb, cancellation);
            }

            await copy.CompleteAsync(cancellation);
        }

        var (elapsed, ended) = (clock.Elapsed, instance.ProcessorTime() - spent);
        return new Rate(_drafts.Count / elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - own) / _drafts.Count, ended.Answering / _drafts.Count, ended.Database / _drafts.Count);
    }

    private async Task<string> BodyAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select body from minutes.series where slug = $1", connection) { Parameters = { new() { Value = _drafts[0].Series } } };
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
