using System.Text;

namespace OpenMinutes.Benchmarks.Publishing;

/// <summary>
/// The same text as a Hugo site: the Markdown files of a release of ours, with a template that has the same frame, and the same lists of the home page and of each series.
/// It has no unit pages, no tables of attendance besides the text's own, and no anchors of clauses: less work than ours.
/// </summary>
internal static class HugoSite
{
    public static async Task RequireAsync(CancellationToken cancellation)
    {
        try
        {
            Console.WriteLine((await Measured.RunAsync("hugo", ["version"], cancellation: cancellation)).Output.Trim());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new BenchmarkException("Hugo is not installed (Debian: apt-get install hugo).");
        }
    }

    /// <summary>Writes Hugo's sources from the Markdown files of a release.</summary>
    public static void Write(string release, string folder, bool htmlOnly)
    {
        Put("config.toml", $"""
            baseURL = "http://127.0.0.1:8081/"
            languageCode = "zh-Hant-TW"
            title = "數位發展部會議紀錄"
            disableKinds = ["taxonomy", "term"{(htmlOnly ? """, "RSS", "sitemap", "robotsTXT" """ : "")}]
            """);
        Put("layouts/_default/baseof.html", """
            <!doctype html>
            <html lang="zh-Hant-TW">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{ .Title }}｜{{ .Site.Title }}</title>
            <meta name="description" content="{{ .Title }}">
            <link rel="canonical" href="{{ .Permalink }}">
            {{ with .Params.start }}<meta name="DC.Date" content="{{ . }}">{{ end }}
            <link rel="stylesheet" href="/site.css">
            </head>
            <body>
            <header><a href="/">{{ .Site.Title }}</a><nav><ul><li><a href="/">首頁</a></li><li><a href="/meetings/">會議</a></li></ul></nav></header>
            <nav><ol><li><a href="/">首頁</a></li>{{ with .CurrentSection }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}<li>{{ .Title }}</li></ol></nav>
            <main>{{ block "main" . }}{{ end }}</main>
            <footer><p>授權方式：<a rel="license" href="https://data.gov.tw/license">政府資料開放授權條款－第1版</a></p></footer>
            </body>
            </html>
            """);
        Put("layouts/_default/single.html", """
            {{ define "main" }}<nav>{{ .TableOfContents }}</nav><article>{{ .Content }}</article>
            <nav>{{ with .PrevInSection }}<a rel="prev" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ with .NextInSection }}<a rel="next" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>{{ end }}
            """);
        Put("layouts/_default/list.html", """
            {{ define "main" }}<h1>{{ .Title }}</h1>
            {{ range .RegularPages.GroupByDate "2006" }}<h2>{{ .Key }}</h2><ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> <time>{{ .Date.Format "2006-01-02" }}</time></li>{{ end }}</ul>{{ end }}{{ end }}
            """);
        Put("layouts/index.html", """
            {{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range first 12 .Site.RegularPages.ByDate.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
            """);

        foreach (var file in Directory.EnumerateFiles(Path.Join(release, "meetings"), "minutes.md", SearchOption.AllDirectories))
        {
            var meeting = Path.GetDirectoryName(file)!;
            var series = Path.GetFileName(Path.GetDirectoryName(meeting)!);
            // In Hugo's front matter, url and lang say where a page goes.
            var lines = File.ReadLines(file).Where(static line => !line.StartsWith("url: ", StringComparison.Ordinal) && !line.StartsWith("lang: ", StringComparison.Ordinal))
                .Select(static line => line.StartsWith("start: ", StringComparison.Ordinal) ? $"{line}\ndate: {line["start: ".Length..]}" : line);
            Put($"content/meetings/{series}/{Path.GetFileName(meeting)}.md", string.Join('\n', lines));
        }
        foreach (var series in Directory.EnumerateDirectories(Path.Join(folder, "content", "meetings")))
            Put($"content/meetings/{Path.GetFileName(series)}/_index.md", $"---\ntitle: {Path.GetFileName(series)}\n---\n");

        void Put(string path, string text)
        {
            var file = Path.Join(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
    }

    public static Task<Measured> BuildAsync(string folder, string destination, CancellationToken cancellation) =>
        Measured.RunAsync("hugo", ["--quiet", "--source", folder, "--destination", destination], cancellation: cancellation);
}
