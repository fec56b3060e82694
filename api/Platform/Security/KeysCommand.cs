using System.CommandLine;
using System.Globalization;
using Npgsql;

namespace OpenMinutes.Api.Platform.Security;

/// <summary>The command line that makes and revokes keys: <c>keys create | list | revoke</c>.</summary>
internal static class KeysCommand
{
    private static readonly Caller Operator = new(null, $"{Environment.UserName} (command line)");

    public static Task<int> RunAsync(string[] arguments, string connectionString)
    {
        var keys = new Command("keys", "Make, list and revoke the keys of internal systems.") { Create(connectionString), List(connectionString), Revoke(connectionString) };
        return new RootCommand("OpenMinutes api") { keys }.Parse(arguments).InvokeAsync();
    }

    private static Command Create(string connectionString)
    {
        var name = new Option<string>("--name") { Description = "What the key is for.", Required = true };
        var person = new Option<string>("--person") { Description = "Who answers for what is done with it. Submitter and approver must be two persons.", Required = true };
        var scopes = new Option<string[]>("--scope") { Description = "What it may do; can be given more than once.", Required = true };
        scopes.AcceptOnlyFromAmong([.. Scope.All]);
        var expires = new Option<DateTimeOffset?>("--expires") { Description = "From when it is refused, as in 2026-12-31T00:00:00+08:00. Without it: never." };

        var command = new Command("create", "Make a key, and print it: it is not shown again.") { name, person, scopes, expires };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var key = ApiKey.Generate();
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            await KeyStore.CreateAsync(
                connection,
                key,
                parsed.GetRequiredValue(name),
                parsed.GetRequiredValue(person),
                parsed.GetRequiredValue(scopes),
                parsed.GetValue(expires),
                Operator,
                cancellationToken);
            await Console.Out.WriteLineAsync(key.Text);
        });
        return command;
    }

    private static Command List(string connectionString)
    {
        var command = new Command("list", "List the keys, a line each: prefix, state, scopes, name, person.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            foreach (var key in await KeyStore.ReadAsync(connection, cancellationToken))
            {
                await Console.Out.WriteLineAsync(string.Join('\t', key.Prefix, State(key), string.Join(',', key.Scopes), key.Name, key.Person));
            }
        });
        return command;
    }

    private static Command Revoke(string connectionString)
    {
        var prefix = new Argument<string>("prefix") { Description = "The key's prefix, the part between omk_ and the next _." };
        var command = new Command("revoke", "Revoke a key; it is refused from now on.") { prefix };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            if (await KeyStore.RevokeAsync(connection, parsed.GetRequiredValue(prefix), Operator, cancellationToken))
                return 0;
            await Console.Error.WriteLineAsync("There is no key with this prefix.");
            return 1;
        });
        return command;
    }

    private static string State(KnownKey key) =>
        key.RevokedAt is not null ? "revoked"
        : key.ExpiresAt is not { } expires ? "valid"
        : expires <= DateTimeOffset.UtcNow ? "expired"
        : string.Create(CultureInfo.InvariantCulture, $"valid until {expires:yyyy-MM-ddTHH:mm:sszzz}");
}
