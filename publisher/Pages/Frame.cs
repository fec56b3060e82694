using System.Collections.Concurrent;
using OpenMinutes.Publisher.Source;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Publisher.Pages;

/// <summary>What all pages of a publication share.</summary>
internal sealed class Frame
{
    // Bodies are few, and each has many minutes.
    private readonly ConcurrentDictionary<string, UnitLinks> _unitLinks = new(StringComparer.Ordinal);

    public Frame(Registry registry, SiteSettings settings, SiteFiles files, string publicKey)
    {
        Registry = registry;
        Settings = settings;
        Files = files;
        PublicKey = publicKey;
        Languages = Counted(registry.Series);
        Templates = new TemplateHashes(files, Site);
    }

    public Registry Registry { get; }

    public SiteSettings Settings { get; }

    public SiteFiles Files { get; }

    /// <summary>The key that signs the releases, as a PEM file.</summary>
    public string PublicKey { get; }

    /// <summary>The site in its first language, in which the minutes' pages are.</summary>
    public Rendering.Site Site => Languages[0];

    /// <summary>The site in each of its languages.</summary>
    public IReadOnlyList<Rendering.Site> Languages { get; }

    public TemplateHashes Templates { get; }

    /// <summary>How many changes of a month stand in one part of it.</summary>
    public int ChangesInPart { get; init; } = MonthCut.UsualSize;

    /// <summary>The site in each of its languages as the home pages see it, which tell how many minutes there are.</summary>
    public IReadOnlyList<Rendering.Site> Counted(IReadOnlyList<SeriesFacts> series) =>
        [.. Settings.Languages.Select(language => new Rendering.Site(Settings, Files, series, language))];

    /// <summary>The units that have a page, as the minutes of a series name them.</summary>
    public UnitLinks UnitLinks(string series) => _unitLinks.GetOrAdd(Registry.Of(series).Body, static (_, names) => new UnitLinks(names), Registry.UnitNames(series));

    /// <summary>How a month of so many changes is cut.</summary>
    public MonthCut Cut(string month, int changes) => new(month, changes, ChangesInPart);

    /// <summary>The files of a page in each language.</summary>
    public IEnumerable<string> FilesOf(string url) => Languages.Select(site => Page.FileOf(site.Root + url));
}
