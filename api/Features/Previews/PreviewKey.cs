using System.Security.Cryptography;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;

namespace OpenMinutes.Api.Features.Previews;

/// <summary>The key that signs links to previews: made when it is first needed, and kept in the database, so that all replicas have the same. Without its row all links are void.</summary>
internal static class PreviewKey
{
    private const int Bytes = 32;

    public static async Task<byte[]> ReadOrMakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await FindAsync(connection, cancellationToken) is { } key)
        {
            return key;
        }

        await connection.ExecuteAsync(Sql.Command(
            "insert into minutes.signing_keys (purpose, key) values ('preview', @key) on conflict (purpose) do nothing",
            new { key = RandomNumberGenerator.GetBytes(Bytes) },
            cancellationToken));
        return (await FindAsync(connection, cancellationToken))!;
    }

    public static async Task<byte[]?> FindAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<byte[]>(Sql.Command("select key from minutes.signing_keys where purpose = 'preview'", null, cancellationToken));
}
