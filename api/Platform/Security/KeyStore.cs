using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;

namespace OpenMinutes.Api.Platform.Security;

/// <summary>A key as it is known here: everything but its secret.</summary>
internal sealed record KnownKey
{
    /// <summary>The prefix by which it is recognised.</summary>
    /// <example>fbd94d3416f2</example>
    public string Prefix { get; init; } = "";

    /// <summary>What it is for.</summary>
    /// <example>document-system</example>
    public string Name { get; init; } = "";

    /// <summary>The person who answers for what is done with it.</summary>
    /// <example>王承辦</example>
    public string Person { get; init; } = "";

    /// <summary>What it may do.</summary>
    /// <example>["records:read", "records:write"]</example>
    public string[] Scopes { get; init; } = [];

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when it is refused; never if absent.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used, to the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Since when it is refused.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>The keys, for the command line and the API alike. Each change is audited in its own statement.</summary>
internal static class KeyStore
{
    public static async Task CreateAsync(
        NpgsqlConnection connection, ApiKey key, string name, string person, IReadOnlyCollection<string> scopes, DateTimeOffset? expiresAt, Caller caller, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(Sql.Command(
            """
            with created as (
              insert into minutes.api_keys (prefix, secret_hash, name, person, scopes, expires_at)
              values (@prefix, @hash, @name, @keyPerson, @scopes, @expiresAt)
              returning prefix, name, person, scopes
            )
            insert into minutes.audit (person, api_key, action, resource, detail)
            select @person, @apiKey, 'key.create', 'keys/' || prefix, jsonb_build_object('name', name, 'person', person, 'scopes', scopes)
            from created
            """,
            new { key.Prefix, key.Hash, name, keyPerson = person, scopes = scopes.ToArray(), expiresAt, caller.Person, caller.ApiKey },
            cancellationToken));

    public static async Task<IReadOnlyList<KnownKey>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<KnownKey>(Sql.Command(
            "select prefix, name, person, scopes, created_at, expires_at, last_used_at, revoked_at from minutes.api_keys order by id",
            null,
            cancellationToken))];

    /// <summary>False if there is no such key. A key that is revoked already stays as it is.</summary>
    public static async Task<bool> RevokeAsync(NpgsqlConnection connection, string prefix, Caller caller, CancellationToken cancellationToken) =>
        await connection.QuerySingleAsync<bool>(Sql.Command(
            """
            with revoked as (
              update minutes.api_keys set revoked_at = now() where prefix = @prefix and revoked_at is null returning prefix
            ), audited as (
              insert into minutes.audit (person, api_key, action, resource) select @person, @apiKey, 'key.revoke', 'keys/' || prefix from revoked
            )
            select exists (select from minutes.api_keys where prefix = @prefix)
            """,
            new { prefix, caller.Person, caller.ApiKey },
            cancellationToken));
}
