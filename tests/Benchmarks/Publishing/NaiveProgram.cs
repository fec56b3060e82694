using System.Text.Json;
using System.Threading.Channels;
using Npgsql;
using Scriban;
using Scriban.Runtime;

namespace OpenMinutes.Benchmarks.Publishing;

/// <summary>
/// The publisher that one would write first, from Npgsql through Scriban to files, as a program of its own whose time and memory can be measured. It makes a page for each of the newest public
/// editions, of headings, lists and anchors, as fast as it goes without thinking twice: no lists, one language, one address a page, no manifest, and nothing is checked or waited for.
/// </summary>
internal static class NaiveProgram
{
    private const string Page = """
        {{- func clauses(list) }}<ol>{{ for c in list }}<li id="{{ c.id }}">{{ c.label | html.escape }}{{ c.heading | html.escape }}{{ c.text | html.escape }}{{ if c.children }}{{ clauses c.children }}{{ end }}</li>{{ end }}</ol>{{ end -}}
        <!doctype html>
        <html lang="zh-Hant-TW">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{ e.title | html.escape }}</title>
        <link rel="stylesheet" href="/site.css">
        </head>
        <body>
        <main>
        <h1>{{ e.title | html.escape }}</h1>
        <ul>{{ for a in e.attendance }}<li id="{{ a.id }}">{{ a.unit | html.escape }} {{ a.name | html.escape }} {{ a.title | html.escape }}</li>{{ end }}</ul>
        {{ for s in e.sections }}<section id="{{ s.id }}"><h2>{{ s.label | html.escape }}{{ s.heading | html.escape }}</h2>{{ if s.clauses }}{{ clauses s.clauses }}{{ end }}
        {{ for i in s.items }}<article id="{{ i.id }}"><h3>{{ i.label | html.escape }}{{ i.title | html.escape }}</h3>{{ if i.explanation }}{{ clauses i.explanation }}{{ end }}
        {{ if i.outcome }}<h4>{{ i.outcome.label | html.escape }}</h4>{{ if i.outcome.clauses }}{{ clauses i.outcome.clauses }}{{ end }}{{ end }}</article>{{ end }}</section>{{ end }}
        {{ for x in e.annexes }}<section id="{{ x.id }}"><h2>{{ x.heading | html.escape }}{{ x.title | html.escape }}</h2>{{ if x.explanation }}{{ clauses x.explanation }}{{ end }}
        {{ for r in x.reports }}<article id="{{ r.id }}"><h3>{{ r.label | html.escape }}{{ r.unit | html.escape }}</h3>{{ if r.clauses }}{{ clauses r.clauses }}{{ end }}</article>{{ end }}</section>{{ end }}
        </main>
        </body>
        </html>
        """;

    /// <param name="database">Where the public editions are.</param>
    /// <param name="folder">Where the pages go.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task RunAsync(string database, string folder, CancellationToken cancellation)
    {
        var template = Template.Parse(Page);
        var editions = Channel.CreateBounded<Stored>(64);
        var drawing = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(
            async () =>
            {
                await foreach (var edition in editions.Reader.ReadAllAsync(cancellation))
                    Draw(template, edition, folder);
            },
            cancellation)).ToList();

        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(
            """
            select r.series, r.key, e.document
            from public_site.records r join public_site.editions e on e.series = r.series and e.key = r.key and e.edition = r.edition
            """);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            await editions.Writer.WriteAsync(new Stored(rows.GetString(0), rows.GetString(1), rows.GetString(2)), cancellation);
        editions.Writer.Complete();
        await Task.WhenAll(drawing);
    }

    private static void Draw(Template template, Stored edition, string folder)
    {
        using var document = JsonDocument.Parse(edition.Document);
        var context = new TemplateContext { LoopLimit = 0 };
        context.PushGlobal(new ScriptObject { ["e"] = ValueOf(document.RootElement) });
        var page = Directory.CreateDirectory(Path.Join(folder, "meetings", edition.Series, edition.Key)).FullName;
        File.WriteAllText(Path.Join(page, "index.html"), template.Render(context));
    }

    /// <summary>What a template sees of JSON. Records of .NET, read by reflection, take a tenth more.</summary>
    private static object? ValueOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => ObjectOf(json),
        JsonValueKind.Array => new ScriptArray(json.EnumerateArray().Select(ValueOf)),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static ScriptObject ObjectOf(JsonElement json)
    {
        var members = new ScriptObject();
        foreach (var member in json.EnumerateObject())
            members[member.Name] = ValueOf(member.Value);
        return members;
    }

    private readonly record struct Stored(string Series, string Key, string Document);
}
