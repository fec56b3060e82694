using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using OpenMinutes.Contracts;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Source;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Twins;
using OpenMinutes.Search;

namespace OpenMinutes.Publisher;

/// <summary>A website in a directory, and how it is brought up to date: read, plan, render, verify, switch, report.</summary>
internal sealed class Site(NpgsqlDataSource database, SiteDirectory directory, SiteSettings settings, SiteFiles files, bool htmlOnly)
{
    private readonly Renderer _renderer = new(files, settings.Languages);

    /// <summary>Makes a release of what is public now. The caller holds the directory's lock.</summary>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="report">Puts the release on record, and switches.</param>
    /// <param name="cancellation">Gives up and leaves the site as it was.</param>
    public async Task PublishAsync(Progress progress, ReportRelease report, CancellationToken cancellation)
    {
        progress.Enter(Phase.Reading);
        await using var source = await PublicSite.OpenAsync(database, cancellation);
        var catalogue = await source.ReadCatalogueAsync(cancellation);
        var latest = catalogue.Latest is { } meeting ? Read(await source.ReadEditionAsync(meeting, cancellation)) : null;
        var pages = new SitePages(catalogue, latest, settings, files);
        progress.Plan(files.Assets.Count + pages.CountFiles(htmlOnly));

        progress.Enter(Phase.Rendering);
        using var tree = directory.OpenIdle(progress);
        if (directory.OpenLive() is { } live && await source.ClosesSinceAsync(live.RootSha256, cancellation))
            tree.CloseFormer();
        var links = new LinkCheck(settings.BaseUrl);
        var desks = new Desks(_renderer, tree, links, htmlOnly);
        var index = htmlOnly ? null : new SearchIndex(await source.ReadIndexedAsync(cancellation), (path, content) =>
        {
            progress.Plan(1);
            tree.Write(path[1..], content.Span);
        });
        await Parallel.ForEachAsync(DrawingsAsync(source, catalogue, pages, index, progress, cancellation), cancellation, (draw, _) =>
        {
            desks.Use(draw);
            return ValueTask.CompletedTask;
        });
        index?.WriteRoot();

        progress.Enter(Phase.Verifying);
        var manifest = tree.Seal(complete: true);
        links.Verify(manifest.Contains, complete: !htmlOnly);

        progress.Enter(Phase.Switching);
        await report(new Release(source.Snapshot, manifest, progress), tree.GoLive, cancellation);
    }

    /// <summary>Everything that is to be drawn, in the order in which the source gives it. What is read ahead is bounded by the number of processors.</summary>
    private async IAsyncEnumerable<Action<Desk>> DrawingsAsync(
        PublicSite source, Catalogue catalogue, SitePages pages, SearchIndex? index, Progress progress, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var asset in files.Assets)
            yield return desk => desk.Write(asset.Path[1..], asset.Content.Span);
        foreach (var page in pages.Overviews())
            yield return desk => desk.Draw(page());
        foreach (var feed in pages.Feeds())
            yield return desk => desk.Draw(feed());
        foreach (var (url, write) in pages.Data())
            yield return desk => desk.Draw(url, write);
        foreach (var notice in pages.Notices())
            yield return desk => desk.Draw(notice);
        await foreach (var stored in source.EditionsAsync(cancellation))
            yield return desk => DrawMinutes(desk, pages, index, stored);
        await foreach (var history in source.HistoriesAsync(cancellation))
            yield return desk => DrawHistory(desk, pages, history);
        await foreach (var file in source.FilesAsync(cancellation))
        {
            progress.Plan(1);
            yield return desk => desk.Write(AttachmentFile.UrlOf(file.Series, file.Key, file.Attachment, file.Sha256, file.MediaType)[1..], file.Content);
        }

        foreach (var unit in catalogue.Units)
        {
            var appearances = await source.ReadAppearancesAsync(unit.Slug, catalogue, cancellation);
            var figures = await source.ReadFiguresAsync(unit.Slug, cancellation);
            var unitPages = pages.Unit(unit, appearances, figures).ToList();
            progress.Plan(htmlOnly ? unitPages.Count - 1 : unitPages.Count);
            foreach (var page in unitPages)
                yield return desk => desk.Draw(page());
        }

        foreach (var year in htmlOnly ? [] : pages.Years)
        {
            var documents = await source.ReadYearAsync(year.Series.Slug, year.Year, cancellation);
            yield return desk => year.Draw(pages.Site, documents, desk.Draw);
        }
    }

    private static void DrawMinutes(Desk desk, SitePages pages, SearchIndex? index, StoredEdition stored)
    {
        var edition = Read(stored.Document);
        var page = pages.Minutes(edition);
        var origin = OriginOf(edition);
        desk.Draw(page, origin);
        var minutes = new Minutes(pages.Site, edition, stored.Document);
        foreach (var twin in MinutesTwins.All)
            desk.Draw(page.Url + twin.File, output => twin.Write(minutes, output), origin);
        index?.Add(edition, minutes.Lines);
    }

    private static void DrawHistory(Desk desk, SitePages pages, IReadOnlyList<StoredEdition> history)
    {
        foreach (var page in pages.History([.. history.Select(static edition => Read(edition.Document))]))
            desk.Draw(page());
    }

    private static Origin OriginOf(PublicEdition edition) => new() { Sources = [$"{edition.Series}/{edition.Key}@{edition.Edition}"] };

    private static PublicEdition Read(byte[] document) => JsonSerializer.Deserialize<PublicEdition>(document, MinutesJson.Stored)!;
}

/// <summary>Puts a release on record and, in the middle, makes it live by calling <paramref name="goLive"/>, which returns the name of the live tree.</summary>
internal delegate Task ReportRelease(Release release, Func<string> goLive, CancellationToken cancellation);

/// <summary>What one publication produced.</summary>
internal sealed record Release(string Snapshot, Manifest Manifest, Progress Progress);
