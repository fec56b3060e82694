using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;

namespace OpenMinutes.Api.Platform.Security;

/// <summary>
/// Who calls. The database is asked for each request, so that a revocation holds from the next one on, and in one question for all that wait at the same time. It also tells the moment at which it
/// was asked: what was read at that moment, or is known not to have changed since, is as new as the request.
/// </summary>
internal sealed class Admission
{
    /// <summary>Who has keys, by their prefixes.</summary>
    public const string FindKeys =
        $"""
        select m.moment, k.id, k.prefix, k.secret_hash, k.person, k.scopes, k.last_used_at is null or k.last_used_at < now() - interval '1 minute' as use_is_news
        from (select {Moment.Now} as moment) m
        left join minutes.api_keys k on k.prefix = any(@prefixes) and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
        """;

    private readonly SharedQuestion<string, Told> _question;

    public Admission(NpgsqlDataSource database) => _question = new SharedQuestion<string, Told>(database, AskAsync);

    /// <summary>What is to be known of the key with a prefix.</summary>
    public Task<Told> AskAsync(string prefix) => _question.AskAsync(prefix);

    private static async Task<IReadOnlyList<Told>> AskAsync(NpgsqlConnection connection, IReadOnlyList<string> prefixes)
    {
        var rows = (await connection.QueryAsync<StoredKey>(Sql.Command(FindKeys, new { prefixes = prefixes.Distinct().ToArray() }, CancellationToken.None))).AsList();
        var moment = new Moment(rows[0].Moment);
        return [.. prefixes.Select(prefix => new Told(moment, rows.Find(key => key.Prefix == prefix)))];
    }
}

/// <summary>What a request is told.</summary>
/// <param name="Moment">When the database was asked: after the request came.</param>
/// <param name="Key">The key with its prefix, if there is one that holds; whether the caller has it is still to be seen.</param>
internal sealed record Told(Moment Moment, StoredKey? Key);

/// <summary>A key as it is stored.</summary>
internal sealed record StoredKey
{
    public string Moment { get; init; } = "";
    public long Id { get; init; }
    public string Prefix { get; init; } = "";
    public byte[] SecretHash { get; init; } = [];
    public string Person { get; init; } = "";
    public string[] Scopes { get; init; } = [];
    public bool UseIsNews { get; init; }
}
