using System.CommandLine;
using Npgsql;
using OpenMinutes.Migrations;

var database = new Option<string?>("--db")
{
    Description = "Npgsql connection string of the database's owner. Default: the environment variable OPENMINUTES_DB.",
    Recursive = true,
};
var root = new RootCommand("Brings an OpenMinutes database up to date.")
{
    database,
    Verb("migrate", "Apply the scripts that the database lacks.", (migrator, cancellation) => migrator.MigrateAsync(cancellation)),
    Verb("status", "List the scripts and what the database has of them.", (migrator, cancellation) => migrator.StatusAsync(cancellation)),
};
return await root.Parse(args).InvokeAsync();

Command Verb(string name, string description, Func<Migrator, CancellationToken, Task> run)
{
    var verb = new Command(name, description);
    verb.SetAction(async (parsed, cancellation) =>
    {
        var connectionString = parsed.GetValue(database) ?? Environment.GetEnvironmentVariable("OPENMINUTES_DB");
        if (string.IsNullOrEmpty(connectionString))
            return Fail("Which database? Give --db or set OPENMINUTES_DB.");
        try
        {
            await run(new Migrator(connectionString, Script.Embedded, Console.Out), cancellation);
            return 0;
        }
        catch (Exception failure) when (failure is MigrationException or NpgsqlException or ArgumentException)
        {
            return Fail(failure.Message);
        }
    });
    return verb;
}

static int Fail(string message)
{
    Console.Error.WriteLine($"openminutes-migrations: {message}");
    return 1;
}
