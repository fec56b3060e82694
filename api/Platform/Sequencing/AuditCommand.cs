using System.CommandLine;
using Npgsql;

namespace OpenMinutes.Api.Platform.Sequencing;

/// <summary>The command line that verifies the audit: <c>audit verify</c>.</summary>
internal static class AuditCommand
{
    public static Task<int> RunAsync(string[] arguments, string connectionString) =>
        new RootCommand("OpenMinutes api") { new Command("audit", "Look after the audit.") { Verify(connectionString) } }.Parse(arguments).InvokeAsync();

    private static Command Verify(string connectionString)
    {
        var head = new Option<ChainHead?>("--head")
        {
            CustomParser = static given => ChainHead.Parse(given.Tokens.Single().Value),
            Description = "What an earlier run printed, as in 4711:9f86d0…: the chain must still hold that row. Kept elsewhere, it shows that nobody cut the chain or wrote it anew.",
        };
        var command = new Command("verify", "Verify that no row of the audit was changed, removed or put in between. Names the first broken row.") { head };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            var report = await AuditChain.VerifyAsync(connection, parsed.GetValue(head), cancellationToken);
            if (report.Fault is { } fault)
            {
                await Console.Error.WriteLineAsync($"broken at {report.Sequence}: {fault}");
                return 1;
            }

            await Console.Out.WriteLineAsync(new ChainHead(report.Sequence, report.Hash).ToString());
            await Console.Error.WriteLineAsync($"{report.Sequence} rows hold; {report.Waiting} are not chained yet.");
            return 0;
        });
        return command;
    }
}
