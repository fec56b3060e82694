using System.Globalization;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;

namespace OpenMinutes.Api.Platform.Sequencing;

/// <summary>
/// Gives numbers to what is settled: written by a transaction older than every one that still runs, so that nothing can appear below it any more. Up to where everything has
/// its number is remembered here and not in the database: whoever takes over looks once at all rows, and so do rows that pg_dump brought from another cluster get their
/// numbers, whose transaction ids mean nothing here.
/// </summary>
internal sealed class Numbering(NpgsqlConnection connection)
{
    /// <summary>How many rows of each kind are numbered in one transaction.</summary>
    public const int Batch = 5_000;

    private ulong? _numberedBelow;

    /// <summary>Numbers what is settled; whether there may be more.</summary>
    public async Task<bool> AdvanceAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var oldestRunning = ulong.Parse(
            await connection.QuerySingleAsync<string>(Sql.Command("select pg_snapshot_xmin(pg_current_snapshot())::text", null, cancellationToken)),
            CultureInfo.InvariantCulture);
        if (oldestRunning == _numberedBelow)
        {
            return false;
        }

        var changes = await NumberChangesAsync(cancellationToken);
        var audited = await ChainAuditAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (changes == Batch || audited == Batch)
        {
            return true;
        }

        _numberedBelow = oldestRunning;
        return false;
    }

    private async Task<int> NumberChangesAsync(CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(Sql.Command(
            $"""
            insert into minutes.change_numbers (sequence, change)
            select (select coalesce(max(sequence), 0) from minutes.change_numbers) + row_number() over (order by settled.id), settled.id
            from ({Settled("minutes.changes", "minutes.change_numbers", "change")}) settled
            """,
            Parameters,
            cancellationToken));

    private async Task<int> ChainAuditAsync(CancellationToken cancellationToken)
    {
        var settled = (await connection.QueryAsync<(long Id, byte[] Digest)>(Sql.Command(
            $"""
            select a.id, minutes.digest(a) from minutes.audit a
            where a.id in ({Settled("minutes.audit", "minutes.audit_chain", "audit")})
            order by a.id
            """,
            Parameters,
            cancellationToken))).AsList();
        if (settled.Count == 0)
        {
            return 0;
        }

        var (last, hash) = await connection.QuerySingleOrDefaultAsync<(long, byte[]?)>(Sql.Command(
            "select sequence, hash from minutes.audit_chain order by sequence desc limit 1", null, cancellationToken));
        var hashes = new List<byte[]>(settled.Count);
        foreach (var (_, digest) in settled)
        {
            hash = AuditChain.Next(hash, digest);
            hashes.Add(hash);
        }

        return await connection.ExecuteAsync(Sql.Command(
            "insert into minutes.audit_chain (sequence, audit, hash) select @last + place, audit, hash from unnest(@audit, @hashes) with ordinality chained (audit, hash, place)",
            new { last, audit = settled.ConvertAll(static row => row.Id), hashes },
            cancellationToken));
    }

    private object Parameters => new { numberedBelow = _numberedBelow?.ToString(CultureInfo.InvariantCulture), Batch };

    /// <summary>
    /// The ids of settled rows without a number. A transaction id from the future is another cluster's: the row can be seen, so it is settled. Such rows are there at the first look.
    /// </summary>
    private string Settled(string rows, string numbers, string numbered) =>
        $"""
        select r.id from {rows} r
        where {(_numberedBelow is null
            ? "(r.xid < pg_snapshot_xmin(pg_current_snapshot()) or r.xid >= pg_snapshot_xmax(pg_current_snapshot()))"
            : "r.xid >= @numberedBelow::xid8 and r.xid < pg_snapshot_xmin(pg_current_snapshot())")}
          and not exists (select from {numbers} n where n.{numbered} = r.id)
        order by r.id
        limit @Batch
        """;
}
