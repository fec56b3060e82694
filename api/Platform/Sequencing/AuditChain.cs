using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;

namespace OpenMinutes.Api.Platform.Sequencing;

/// <summary>The hash chain over the audit: each row's hash binds it to all before it.</summary>
internal static class AuditChain
{
    private static readonly byte[] Beginning = new byte[SHA256.HashSizeInBytes];

    /// <summary>The hash of a row, from its digest and the hash before it.</summary>
    public static byte[] Next(byte[]? former, byte[] digest) => SHA256.HashData([.. former ?? Beginning, .. digest]);

    /// <summary>Walks the whole chain, and stops at the first row that does not hold.</summary>
    /// <param name="connection">A connection of its own.</param>
    /// <param name="head">A row that was in the chain when somebody looked before, if he kept it.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    public static async Task<ChainReport> VerifyAsync(NpgsqlConnection connection, ChainHead? head, CancellationToken cancellationToken)
    {
        // One snapshot for both statements, and rows one by one: the audit may be of any size.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var links = connection.QueryUnbufferedAsync<Link>(
            """
            select c.sequence, c.hash, a.id as audit, minutes.digest(a) as digest, a.action, a.resource, a.person
            from minutes.audit_chain c left join minutes.audit a on a.id = c.audit
            order by c.sequence
            """,
            transaction: transaction);
        var last = new ChainReport { Sequence = 0, Hash = Beginning };
        await foreach (var link in links.WithCancellation(cancellationToken))
        {
            if ((link.Fault(last) ?? head?.Fault(link.Sequence, link.Hash)) is { } fault)
            {
                return last with { Sequence = last.Sequence + 1, Fault = fault };
            }

            last = last with { Sequence = link.Sequence, Hash = link.Hash };
        }

        return last.Sequence < head?.Sequence ? last with { Sequence = last.Sequence + 1, Fault = "the chain ends before it, and was longer once" } : last with
        {
            Waiting = await connection.QuerySingleAsync<long>(Sql.Command(
                "select count(*) from minutes.audit a where not exists (select from minutes.audit_chain c where c.audit = a.id)", null, cancellationToken)),
        };
    }

    private sealed record Link
    {
        public long Sequence { get; init; }
        public byte[] Hash { get; init; } = [];
        public long? Audit { get; init; }
        public byte[]? Digest { get; init; }
        public string? Action { get; init; }
        public string? Resource { get; init; }
        public string? Person { get; init; }

        public string? Fault(ChainReport former) =>
            Sequence != former.Sequence + 1 ? "it is missing from the chain"
            : Audit is null ? "its audit row is gone"
            : !Next(former.Hash, Digest!).AsSpan().SequenceEqual(Hash) ? $"audit row {Audit} ({Action} of {Resource} by {Person}) is not what was chained, or the chain was rewritten"
            : null;
    }
}

/// <summary>What came of walking the chain.</summary>
internal sealed record ChainReport
{
    /// <summary>The last row that was looked at; the broken one if there is a fault.</summary>
    public required long Sequence { get; init; }

    /// <summary>The hash of the last row that holds.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>What is wrong; null if the chain holds.</summary>
    public string? Fault { get; init; }

    /// <summary>How many audit rows have no place in the chain yet.</summary>
    public long Waiting { get; init; }
}

/// <summary>A row of the chain as somebody noted it: 4711:9f86d0….</summary>
internal sealed record ChainHead(long Sequence, byte[] Hash)
{
    public static ChainHead? Parse(string? written)
    {
        if (written is null)
        {
            return null;
        }

        return written.Split(':') is [var sequence, { Length: 64 } hash] && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ChainHead(number, Convert.FromHexString(hash))
            : throw new FormatException($"{written} is not what audit verify printed.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}:{Convert.ToHexStringLower(Hash)}");

    public string? Fault(long sequence, byte[] hash) =>
        sequence == Sequence && !hash.AsSpan().SequenceEqual(Hash) ? "the chain holds, but is not the one that was noted: it was written anew" : null;
}
