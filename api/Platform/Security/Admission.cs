using System.Security.Claims;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;

namespace OpenMinutes.Api.Platform.Security;

/// <summary>
/// Who calls. The database is asked for each request, so that a revocation holds from the next one on, and in one question for all that wait at the same time. It also tells the moment at which it
/// was asked: what was read at that moment, or is known not to have changed since, is as new as the request. That goes for the keys too: while nothing is committed, only the moment is asked for.
/// </summary>
internal sealed class Admission : IDisposable
{
    /// <summary>Who has keys that were not revoked, by their prefixes.</summary>
    public const string FindKeys =
        $"""
        select {Moment.Columns}, now() as time, k.id, k.prefix, k.secret_hash, k.person, k.scopes, k.expires_at, k.last_used_at
        from (select) asked
        left join minutes.api_keys k on k.prefix = any(@prefixes) and k.revoked_at is null
        """;

    private readonly SharedQuestion<string, Told> _question;

    // What the last question told; the next begins when it is over.
    private KnownKeys _known = KnownKeys.None;

    public Admission(NpgsqlDataSource database) => _question = new SharedQuestion<string, Told>(database, AskAsync);

    /// <summary>What is to be known of the key with a prefix.</summary>
    public Task<Told> AskAsync(string prefix) => _question.AskAsync(prefix);

    public void Dispose() => _question.Dispose();

    private async Task<IReadOnlyList<Told>> AskAsync(NpgsqlConnection connection, IReadOnlyList<string> prefixes)
    {
        // Where something was committed with the last question, that is likely again: then the keys are asked for at once.
        if (_known.IsStill && prefixes.All(_known.ByPrefix.ContainsKey))
        {
            var (moment, time) = await Moment.AskAsync(connection);
            if (moment == _known.Moment)
            {
                return _known.Tell(prefixes, time);
            }
        }

        var rows = (await connection.QueryAsync<StoredKey>(Sql.Command(FindKeys, new { prefixes = prefixes.Distinct().ToArray() }, CancellationToken.None))).AsList();
        _known = _known.With(new Moment(rows[0].ServerStart, rows[0].Snapshot), rows.Where(static key => key.Prefix is not null));
        return _known.Tell(prefixes, rows[0].Time);
    }

    /// <summary>The keys that were read at a moment.</summary>
    /// <param name="Moment">At which; null before anything was read.</param>
    /// <param name="IsStill">Whether it was that moment with the question before, too.</param>
    /// <param name="ByPrefix">The keys that there are; who comes with another is looked for each time.</param>
    private sealed record KnownKeys(Moment? Moment, bool IsStill, IReadOnlyDictionary<string, StoredKey> ByPrefix)
    {
        public static KnownKeys None { get; } = new(null, false, new Dictionary<string, StoredKey>());

        public KnownKeys With(Moment moment, IEnumerable<StoredKey> keys)
        {
            var byPrefix = new Dictionary<string, StoredKey>(moment == Moment ? ByPrefix : None.ByPrefix);
            foreach (var key in keys)
            {
                byPrefix.TryAdd(key.Prefix!, key);
            }

            return new KnownKeys(moment, moment == Moment, byPrefix);
        }

        public IReadOnlyList<Told> Tell(IReadOnlyList<string> prefixes, DateTime time) =>
            [.. prefixes.Select(prefix => new Told(Moment!, ByPrefix.GetValueOrDefault(prefix) is { } key && key.HoldsAt(time) ? key : null, time))];
    }
}

/// <summary>What a request is told.</summary>
/// <param name="Moment">When the database was asked: after the request came.</param>
/// <param name="Key">The key with its prefix, if there is one that holds; whether the caller has it is still to be seen.</param>
/// <param name="Time">The same by the database's clock.</param>
internal sealed record Told(Moment Moment, StoredKey? Key, DateTime Time);

/// <summary>A key as it is stored.</summary>
internal sealed record StoredKey
{
    public DateTime ServerStart { get; init; }
    public string Snapshot { get; init; } = "";
    public DateTime Time { get; init; }
    public long Id { get; init; }

    /// <summary>Null in the only row there is where no key was found.</summary>
    public string? Prefix { get; init; }

    public byte[] SecretHash { get; init; } = [];
    public string Person { get; init; } = "";
    public string[] Scopes { get; init; } = [];
    public DateTime? ExpiresAt { get; init; }
    public DateTime? LastUsedAt { get; init; }

    /// <summary>Who has it. Made once, and nobody changes it.</summary>
    public ClaimsPrincipal Principal => field ??= Caller.Principal(Id, Person, Scopes, ApiKeyHandler.SchemeName);

    public bool HoldsAt(DateTime time) => ExpiresAt is null || ExpiresAt > time;

    /// <summary>Whether its use is to be written down, which is done to the minute.</summary>
    public bool UseIsNews(DateTime time) => LastUsedAt is null || LastUsedAt < time.AddMinutes(-1);
}
