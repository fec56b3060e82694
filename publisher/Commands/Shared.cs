using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using OpenMinutes.Publisher.Delivering;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Planning;
using OpenMinutes.Rendering;

namespace OpenMinutes.Publisher.Commands;

/// <summary>The options that several commands have, and what is made of them.</summary>
internal static class Shared
{
    private const int ReadBuffer = 1 << 16; // an edition has some 30 kB: of the usual 8 kB, each would be read in pieces, with a change of threads between

    public static readonly Option<string> SiteFolder = new("--site") { Description = "The site's directory: the trees and the link 'live', which a web server is given as its root.", Required = true };
    public static readonly Option<string?> Database = new("--db") { Description = "Npgsql connection string of a login in openminutes_publisher. Default: the environment variable OPENMINUTES_PUBLISHER_DB." };
    public static readonly Option<string?> Settings = new("--settings") { Description = "site.json: what the agency says about its site. Default: the environment variable OPENMINUTES_SITE." };
    public static readonly Option<string?> Templates = new("--templates") { Description = "A directory with templates/ and assets/ of the agency's, which replace the product's file by file." };
    public static readonly Option<bool> HtmlOnly = new("--html-only") { Description = "Leave out feeds, sitemap and data files: for comparisons with generators that make pages alone." };
    public static readonly Option<string> Target = new("--target") { Description = "The name of the target whose jobs to do.", DefaultValueFactory = static _ => "site" };
    public static readonly Option<string?> SigningKeyFile = new("--signing-key")
    {
        Description = "The Ed25519 private key (PEM) with which releases are signed; made if it is not there. Default: the environment variable OPENMINUTES_SIGNING_KEY, else .signing-key.pem in the site's directory.",
    };

    public static bool NamesDatabase(ParseResult parsed) => !string.IsNullOrEmpty(ConnectionOf(parsed));

    public static NpgsqlDataSource DatabaseOf(ParseResult parsed)
    {
        var connection = ConnectionOf(parsed);
        return string.IsNullOrEmpty(connection)
            ? throw new PublishingException("Which database? Give --db or set OPENMINUTES_PUBLISHER_DB.")
            : Open(connection);
    }

    /// <summary>
    /// Npgsql with what publishers ask for: PostgreSQL's own types and arrays of them. To know every type that there may be took half a second of processors before the first question.
    /// </summary>
    private static NpgsqlDataSource Open(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection)
        {
            ApplicationName = "openminutes-publisher",
            ReadBufferSize = ReadBuffer,
            // The same few questions come for every batch of meetings and every year: PostgreSQL plans each once.
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 2,
        };
        return new NpgsqlSlimDataSourceBuilder(settings.ConnectionString)
            .EnableArrays()
            .EnableTransportSecurity()
            .EnableIntegratedSecurity()
            .ConfigureTypeLoading(static loading => loading.EnableTypeLoading(false))
            .Build();
    }

    private static string? ConnectionOf(ParseResult parsed) => parsed.GetValue(Database) ?? Environment.GetEnvironmentVariable("OPENMINUTES_PUBLISHER_DB");

    public static SiteDirectory DirectoryOf(ParseResult parsed) => DirectoryOf(parsed, parsed.GetRequiredValue(SiteFolder));

    public static SiteDirectory DirectoryOf(ParseResult parsed, string folder, bool distrustsLive = false)
    {
        var key = parsed.GetValue(SigningKeyFile) ?? Environment.GetEnvironmentVariable("OPENMINUTES_SIGNING_KEY");
        return new SiteDirectory(folder, string.IsNullOrEmpty(key) ? null : key) { DistrustsLive = distrustsLive };
    }

    public static IDisposable LockOf(SiteDirectory directory) =>
        directory.TryLock() ?? throw new PublishingException($"Another publisher works in '{directory.Path}'.");

    public static string? SettingsFileOf(ParseResult parsed) =>
        (parsed.GetValue(Settings) ?? Environment.GetEnvironmentVariable("OPENMINUTES_SITE")) is { Length: > 0 } file ? file : null;

    /// <summary>The site as it is to be made now: changed templates and settings are seen without a restart.</summary>
    public static Site SiteOf(ParseResult parsed, NpgsqlDataSource source, SiteDirectory directory, Delivery delivery, UnrecordedReleases? unrecorded = null) =>
        new(source, directory, SettingsOf(parsed), SiteFiles.Load(parsed.GetValue(Templates)), parsed.GetValue(HtmlOnly)) { Unrecorded = unrecorded ?? new(), Delivery = delivery };

    /// <summary>As long as it is the same, so is the site.</summary>
    public static string SiteVersionOf(ParseResult parsed)
    {
        var settings = SettingsFileOf(parsed) is { } file ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))) : "";
        return $"{settings} {SiteFiles.VersionOf(parsed.GetValue(Templates))}";
    }

    public static SiteSettings SettingsOf(ParseResult parsed)
    {
        if (SettingsFileOf(parsed) is not { } file)
            return new SiteSettings();
        try
        {
            return SiteSettings.Parse(File.ReadAllBytes(file));
        }
        catch (JsonException fault)
        {
            var place = fault.LineNumber is { } line ? $"({line + 1},{fault.BytePositionInLine + 1})" : "";
            throw new PublishingException($"{file}{place}: {fault.Message}", fault);
        }
    }

    public static void Log(string line) => Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd'T'HH:mm:ss'Z'} {line}");

    /// <summary>Does what a command does. What went wrong for a reason outside of the program is told in a line, and exits with 1.</summary>
    public static void Does(this Command command, Func<ParseResult, CancellationToken, Task<int>> action) => command.SetAction(async (parsed, cancellation) =>
    {
        try
        {
            return await action(parsed, cancellation);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("openminutes-publisher: stopped; the live site is as it was.");
            return 130;
        }
        catch (Exception failure) when (Failure.IsExpected(failure) || failure is ArgumentException)
        {
            Console.Error.WriteLine($"openminutes-publisher: {failure.Message}");
            return 1;
        }
    });
}
