using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using OpenMinutes.Publisher.Serving;
using OpenMinutes.Tests.Api;

namespace OpenMinutes.Tests.EndToEnd;

/// <summary>
/// Readers fetch pages and what they name, over and over, while random changes are published and sometimes undone: every answer is wholly of one release, no reader is shown an older
/// release than before, and each asset that a page names is there. OPENMINUTES_READERS_PUBLISHES says during how many publications, OPENMINUTES_READERS_SEED which.
/// </summary>
public sealed partial class ReadersTests(ApiService service) : IClassFixture<ApiService>
{
    private const int Readers = 4;

    private static readonly int Publishes = int.Parse(Environment.GetEnvironmentVariable("OPENMINUTES_READERS_PUBLISHES") ?? "20", CultureInfo.InvariantCulture);
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("OPENMINUTES_READERS_SEED") ?? "5", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Readers_are_shown_one_release_after_the_other_and_never_a_mixture()
    {
        await using var database = NpgsqlDataSource.Create(service.Database.Publisher);
        var folder = Directory.CreateTempSubdirectory("openminutes-readers-").FullName;
        try
        {
            var site = new SiteFolder(database, folder, "site");
            var changes = new RandomChanges(service, Seed, files => site.Design = files);
            await changes.BeginAsync();
            await site.PublishAsync();
            var releases = new Releases();
            releases.Add(site.Files());
            await using var server = StaticSite.Build(site.Trees, "http://127.0.0.1:0");
            await server.StartAsync(TestContext.Current.CancellationToken);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            using var http = new HttpClient { BaseAddress = new Uri(server.Urls.Single()) };
            var readers = Enumerable.Range(0, Readers).Select(reader => new Reader(http, releases, Seed + reader)).ToList();
            var reading = readers.Select(reader => Task.Run(() => reader.ReadAsync(stop.Token))).ToList();

            var random = new Random(Seed);
            for (var publish = 1; publish <= Publishes; publish++)
            {
                await changes.MakeAsync();
                releases.Begin();
                await site.PublishAsync();
                releases.Add(site.Files());
                if (random.Next(8) > 0)
                    continue;
                releases.Begin();
                if (await site.TryRollBackAsync())
                    releases.Add(site.Files());
            }
            await stop.CancelAsync();
            await Task.WhenAll(reading);

            foreach (var reader in readers)
                reader.Judge($"seed {Seed}");
            TestContext.Current.SendDiagnosticMessage($"{Publishes} publications, {releases.Count} releases, {readers.Sum(static reader => reader.Answers)} answers");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What each release had, by path and hash.</summary>
    private sealed class Releases
    {
        private readonly List<SortedDictionary<string, string>> _files = [];
        private volatile string[] _paths = [];
        private int _begun = 1;

        public int Count => _files.Count;

        /// <summary>How many there may be by now: one that is live may not have been added yet.</summary>
        public int Begun => Volatile.Read(ref _begun);

        /// <summary>Notes that another one will be live before it is added.</summary>
        public void Begin() => Volatile.Write(ref _begun, Count + 1);

        /// <summary>The paths of the newest.</summary>
        public string[] Paths => _paths;

        public void Add(SortedDictionary<string, string> files)
        {
            lock (_files)
                _files.Add(files);
            _paths = [.. files.Keys.Where(static path => !path.StartsWith("manifest/", StringComparison.Ordinal))];
        }

        /// <summary>The first release from one on that had a file so, or had none; null if no release had.</summary>
        public int? First(int from, string path, string? sha256)
        {
            for (var release = from; release < _files.Count; release++)
            {
                if (_files[release].GetValueOrDefault(path) == sha256)
                    return release;
            }
            return null;
        }
    }

    /// <summary>One answer: null where nothing was there.</summary>
    private sealed record Answer(string Path, string? Sha256, EntityTagHeaderValue? Tag, DateTimeOffset? Modified);

    private sealed partial class Reader(HttpClient http, Releases releases, int seed)
    {
        private readonly Random _random = new(seed);
        private readonly List<Answer> _answers = [];
        private readonly Dictionary<string, Answer> _cache = [];
        private readonly ConcurrentDictionary<string, bool> _lost = [];

        public int Answers => _answers.Count;

        public async Task ReadAsync(CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                var paths = releases.Paths;
                // Half of what is read is read again and again, as by readers who follow the news.
                var path = _random.Next(2) == 0 ? paths[_random.Next(paths.Length)] : _random.Next(2) == 0 ? "index.html" : "changes/index.html";
                var before = releases.Count;
                var html = await FetchAsync(path);
                foreach (var asset in html is null ? [] : Assets().Matches(html).Select(static match => match.Groups[1].Value).Distinct())
                {
                    using var request = new HttpRequestMessage(HttpMethod.Head, "/" + asset);
                    using var answer = await http.SendAsync(request, CancellationToken.None);
                    // What a page of three releases ago names may be gone.
                    if (answer.StatusCode != HttpStatusCode.OK && releases.Begun - before < 3)
                        _lost[$"{asset} of {path}"] = true;
                }
            }
        }

        /// <summary>Makes sure that there is an order of releases in which all answers are as they were given.</summary>
        public void Judge(string place)
        {
            Assert.Empty(_lost);
            var (release, newest) = (0, new Dictionary<string, Answer>());
            foreach (var answer in _answers)
            {
                var first = releases.First(release, answer.Path, answer.Sha256);
                Assert.True(first is not null, $"{place}: '{answer.Path}' {(answer.Sha256 is null ? "was not there" : "was as no release had it")}, or only one before release {release}");
                release = first.Value;
                if (newest.GetValueOrDefault(answer.Path) is { } before && answer.Sha256 is not null)
                {
                    Assert.True(before.Modified <= answer.Modified, $"{place}: the Last-Modified of '{answer.Path}' went back");
                    Assert.True(before.Sha256 == answer.Sha256 || before.Tag!.Tag != answer.Tag!.Tag, $"{place}: '{answer.Path}' is another one with the same ETag");
                }
                if (answer.Sha256 is not null)
                    newest[answer.Path] = answer;
            }
        }

        /// <returns>The page, if it is one.</returns>
        private async Task<string?> FetchAsync(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/" + (path.EndsWith("/index.html", StringComparison.Ordinal) || path == "index.html" ? path[..^"index.html".Length] : path));
            var cached = _cache.GetValueOrDefault(path);
            if (cached?.Tag is { } tag && _random.Next(2) == 0)
                request.Headers.IfNoneMatch.Add(tag);
            using var response = await http.SendAsync(request, CancellationToken.None);
            if (response.StatusCode == HttpStatusCode.NotModified)
            {
                _answers.Add(cached! with { Modified = response.Content.Headers.LastModified ?? cached!.Modified });
                return null;
            }
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                _answers.Add(new Answer(path, null, null, null));
                return null;
            }
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var body = await response.Content.ReadAsByteArrayAsync(CancellationToken.None);
            _cache[path] = new Answer(path, Convert.ToHexString(SHA256.HashData(body)), response.Headers.ETag, response.Content.Headers.LastModified);
            _answers.Add(_cache[path]);
            return path.EndsWith(".html", StringComparison.Ordinal) ? Encoding.UTF8.GetString(body) : null;
        }

        [GeneratedRegex("(?:href|src)=\"/(assets/[^\"]+)\"")]
        private static partial Regex Assets();
    }
}
