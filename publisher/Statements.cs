using Npgsql;

namespace OpenMinutes.Publisher;

/// <summary>Single statements with their parameters. What is public is read with <see cref="Source.PublicSite"/>, in one snapshot.</summary>
internal static class Statements
{
    /// <returns>How many rows it changed.</returns>
    public static async Task<int> ExecuteAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellation, params (string Name, object? Value)[] parameters)
    {
        await using var command = connection.Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <returns>The first row; the default of <typeparamref name="T"/> if there is none, so that a number which may be missing is asked for as <c>long?</c>.</returns>
    public static async Task<T?> FirstAsync<T>(
        this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation, params (string Name, object? Value)[] parameters)
    {
        await using var command = connection.Command(sql, parameters);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        return await rows.ReadAsync(cancellation) ? read(rows) : default;
    }

    private static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
