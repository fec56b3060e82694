using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OpenMinutes.Benchmarks.Publishing;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Search;

namespace OpenMinutes.Benchmarks.Searching;

/// <summary>The same minutes for both: public editions, the pages made of them, and their text for a search without an index.</summary>
internal sealed partial class SearchedText
{
    private readonly List<(string Page, IReadOnlyList<string> Passages)> _pages;

    private SearchedText(IEnumerable<(string Page, IReadOnlyList<string> Passages)> pages) => _pages = [.. pages.OrderBy(static page => page.Page, StringComparer.Ordinal)];

    public static SearchedText Write(int records, string editions, string pages)
    {
        var files = SiteFiles.Load();
        var renderer = new Renderer(files);
        var site = new Site(new SiteSettings(), files, []);
        var written = new ConcurrentBag<(string, IReadOnlyList<string>)>();
        Directory.CreateDirectory(editions);
        Parallel.For(0, records, number =>
        {
            var record = JsonSerializer.Deserialize<MeetingRecord>(Meetings.Record(number), MinutesJson.Options)!;
            var edition = Disclosing.Disclose(record, edition: 1, key: $"{record.Start.Year}-{record.Number:D3}");
            File.WriteAllBytes(Path.Join(editions, $"{edition.Start:yyyy-MM-dd}_{edition.Series}_{edition.Key}.json"), JsonSerializer.SerializeToUtf8Bytes(edition, MinutesJson.Options));

            var page = MinutesPage.Of(site, edition, UnitLinks.None);
            var html = new ArrayBufferWriter<byte>(1 << 16);
            renderer.Render(page, html);
            var file = Path.Join(pages, page.File);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, html.WrittenSpan);
            written.Add((page.Url, [.. Passages.Of(edition).Select(static passage => passage.Text)]));
        });
        return new SearchedText(written);
    }

    /// <summary>Names, terms, numbers and mixed text, drawn from the pages, a passage after another far from it.</summary>
    public IEnumerable<Query> Queries(int count)
    {
        var folded = _pages.Select(static page => (page.Page, Text: string.Join('\n', page.Passages.Select(Folding.Fold)))).ToList();
        var plain = _pages.Select(static page => (page.Page, Text: string.Join('\n', page.Passages).Normalize(NormalizationForm.FormKC))).ToList();
        var asked = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; asked.Count < count; i++)
        {
            var passages = _pages[i * 7919 % _pages.Count].Passages;
            var passage = passages[i * 31 % passages.Count];
            if (i % 4 == 0)
            {
                // A word or number is found as a whole.
                if (WordOrNumber().Match(passage) is not { Success: true, Length: <= 8 } word || !asked.Add(word.Value))
                    continue;
                var whole = new Regex($"(?<![{Letters}]){Regex.Escape(word.Value)}(?![{Letters}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
                yield return new Query(word.Value, word.Length, [.. plain.Where(page => whole.IsMatch(page.Text)).Select(static page => page.Page)]);
            }
            else
            {
                var text = Folding.Fold(passage);
                var length = Math.Min(1 + i % 8, text.Length);
                var part = text.Substring(i * 104729 % (text.Length - length + 1), length);
                if (Han().IsMatch(part) && !part.Contains('"', StringComparison.Ordinal) && asked.Add(part))
                    yield return new Query(part, length, [.. folded.Where(page => page.Text.Contains(part, StringComparison.Ordinal)).Select(static page => page.Page)]);
            }
        }
    }

    private const string Letters = @"\p{L}\p{M}\p{N}-[\u2e80-\ua4cf\uf900-\ufaff]";

    [GeneratedRegex(@"[A-Za-z0-9]+(\.[0-9]+)?")]
    private static partial Regex WordOrNumber();

    [GeneratedRegex(@"[\u4e00-\u9fff]")]
    private static partial Regex Han();
}
