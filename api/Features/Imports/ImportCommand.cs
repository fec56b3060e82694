using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpenMinutes.Importing;
using Spectre.Console;

namespace OpenMinutes.Api.Features.Imports;

/// <summary>The command line that sends documents to a service: <c>import FILE…</c>. It needs no database, and goes on where it was stopped.</summary>
internal static class ImportCommand
{
    public static Task<int> RunAsync(string[] arguments)
    {
        var files = new Argument<string[]>("FILE") { Description = "Documents, or folders of them (.txt, .md, .docx, .odt, .pdf).", Arity = ArgumentArity.OneOrMore };
        var url = new Option<string>("--url") { Description = "The service. By default OPENMINUTES_URL, else http://127.0.0.1:8080.", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("OPENMINUTES_URL") ?? "http://127.0.0.1:8080" };
        var key = new Option<string?>("--key") { Description = "A key with the scope records:write. By default OPENMINUTES_KEY.", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("OPENMINUTES_KEY") };
        var series = new Option<string?>("--series") { Description = "The slug of the series. Without it: the one whose name is in the title." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Look only; nothing is stored." };
        var journal = new Option<string>("--journal") { Description = "What was sent already is written here, and not sent again.", DefaultValueFactory = _ => "openminutes-import.jsonl" };

        var command = new Command("import", "Send minutes to a service; each becomes a draft.") { files, url, key, series, dryRun, journal };
        command.SetAction((parsed, cancellationToken) => SendAllAsync(
            new Sending(new Uri(parsed.GetRequiredValue(url)), parsed.GetValue(key), parsed.GetValue(series), parsed.GetValue(dryRun)),
            [.. Documents(parsed.GetRequiredValue(files))],
            parsed.GetRequiredValue(journal),
            cancellationToken));
        return new RootCommand("OpenMinutes api") { command }.Parse(arguments).InvokeAsync();
    }

    private static IEnumerable<string> Documents(IEnumerable<string> paths) => paths.SelectMany(static path =>
        Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(static file => MediaTypes.OfFile(file) is not null).Order(StringComparer.Ordinal)
            : (IEnumerable<string>)[path]);

    private static async Task<int> SendAllAsync(Sending sending, IReadOnlyList<string> files, string journalFile, CancellationToken cancellationToken)
    {
        var journal = sending.DryRun ? Journal.None : Journal.Open(journalFile);
        using var client = sending.Client();
        var answers = new List<Sent>();
        await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async progress =>
        {
            var task = progress.AddTask("documents", maxValue: Math.Max(files.Count, 1));
            foreach (var file in files)
            {
                var sent = await sending.SendAsync(client, file, journal, cancellationToken);
                answers.Add(sent);
                journal.Add(sent);
                task.Increment(1);
            }
        });

        AnsiConsole.Write(Table(answers));
        return answers.TrueForAll(static answer => answer.IsSent) ? 0 : 1;
    }

    private static Table Table(IEnumerable<Sent> answers)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("document", "answer", "record", "warnings", "unplaced", "detail");
        foreach (var sent in answers)
        {
            table.AddRow(new[] { Path.GetFileName(sent.File), sent.Answer, sent.Record, Number(sent.Warnings), Number(sent.Unplaced), sent.Detail }.Select(static text => new Text(text)));
        }

        return table;
    }

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>What became of one document.</summary>
    private sealed record Sent(string File, string Key, bool IsSent, string Answer, string Record = "", int? Warnings = null, int? Unplaced = null, string Detail = "");

    /// <summary>Where documents are sent, and how.</summary>
    private sealed record Sending(Uri Url, string? Key, string? Series, bool DryRun)
    {
        public HttpClient Client()
        {
            var client = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromMinutes(2) };
            client.DefaultRequestHeaders.Authorization = Key is null ? null : new AuthenticationHeaderValue("Bearer", Key);
            return client;
        }

        public async Task<Sent> SendAsync(HttpClient client, string file, Journal journal, CancellationToken cancellationToken)
        {
            try
            {
                var document = await File.ReadAllBytesAsync(file, cancellationToken);
                var address = Address(Path.GetFileName(file));
                var key = Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(address), .. document]))[..32];
                return journal.Has(key) ? new Sent(file, key, true, "sent before") : await SendAsync(client, file, document, address, key, cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or HttpRequestException or JsonException)
            {
                return new Sent(file, "", false, "failed", Detail: exception.Message);
            }
        }

        private string Address(string fileName) =>
            $"v1/imports?fileName={Uri.EscapeDataString(fileName)}{(Series is null ? "" : $"&series={Uri.EscapeDataString(Series)}")}{(DryRun ? "&dryRun=true" : "")}";

        private static async Task<Sent> SendAsync(HttpClient client, string file, byte[] document, string address, string key, CancellationToken cancellationToken)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(document) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypes.OfFile(file) ?? "application/octet-stream");
            request.Headers.Add("Idempotency-Key", key);
            using var response = await client.SendAsync(request, cancellationToken);
            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            var (status, root) = (((int)response.StatusCode).ToString(CultureInfo.InvariantCulture), answer.RootElement);
            return response.IsSuccessStatusCode
                ? new Sent(file, key, true, status, root.GetProperty("record").GetProperty("id").GetString() ?? "", root.GetProperty("warnings").GetArrayLength(), root.GetProperty("unplaced").GetArrayLength())
                : new Sent(file, key, false, status, Detail: root.TryGetProperty("detail", out var detail) ? detail.GetString() ?? "" : "");
        }
    }

    /// <summary>What was sent, a line of JSON each; a run that was stopped goes on behind it.</summary>
    private sealed class Journal(string? file, HashSet<string> keys)
    {
        public static Journal None { get; } = new(null, []);

        public static Journal Open(string file) => new(file, File.Exists(file)
            ? [.. File.ReadLines(file).Where(static line => line.EndsWith('}')).Select(static line => JsonSerializer.Deserialize<Line>(line)!.Key)]
            : []);

        public bool Has(string key) => keys.Contains(key);

        public void Add(Sent sent)
        {
            if (file is not null && sent.IsSent && keys.Add(sent.Key))
            {
                File.AppendAllText(file, JsonSerializer.Serialize(new Line(sent.Key, sent.File, sent.Record)) + "\n");
            }
        }

        private sealed record Line(string Key, string File, string Record);
    }
}
