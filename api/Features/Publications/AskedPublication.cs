using Npgsql;

namespace OpenMinutes.Api.Features.Publications;

/// <summary>A publication that a person asks for: it is asked for in one transaction, and followed at its Location.</summary>
internal static class AskedPublication
{
    /// <param name="context">The request.</param>
    /// <param name="database">The database.</param>
    /// <param name="ask">Asks, and tells which publication it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Publication> AskAsync(HttpContext context, NpgsqlDataSource database, Func<NpgsqlConnection, Task<long>> ask, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var publication = await PublicationRow.FindAsync(connection, await ask(connection), cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        context.Response.Headers.Location = publication!.Links.Self;
        return publication;
    }
}
