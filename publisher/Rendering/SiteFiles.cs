using System.Collections.Frozen;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;
using OpenMinutes.Rendering.Engine;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering;

/// <summary>
/// The templates, texts and assets a site is made with: those of the product, each replaced by the file of the same name in the agency's
/// directory (<c>templates/pages/home.html</c>, <c>messages/en.json</c>, <c>assets/site.css</c>), which may add others.
/// </summary>
internal sealed class SiteFiles
{
    private const string TemplateRoot = "templates/";
    private const string MessageRoot = "messages/";
    private const string AssetRoot = "assets/";

    private SiteFiles(Dictionary<string, byte[]> files, Messages complete, IEnumerable<string> added)
    {
        Complete = complete;
        Templates = files.Where(static file => file.Key.StartsWith(TemplateRoot, StringComparison.Ordinal))
            .ToFrozenDictionary(static file => file.Key[TemplateRoot.Length..], static file => Encoding.UTF8.GetString(file.Value), StringComparer.Ordinal);
        Messages = files.Keys.Where(static name => name.StartsWith(MessageRoot, StringComparison.Ordinal) && Path.GetExtension(name) == ".json")
            .Select(name => Text.Messages.Parse(Path.GetFileNameWithoutExtension(name), files[name]))
            .ToFrozenDictionary(static messages => messages.Language, StringComparer.Ordinal);
        Assets = Stylesheets.Linked([.. files.Where(static file => file.Key.StartsWith(AssetRoot, StringComparison.Ordinal))
            .Select(static file => new Asset(file.Key[AssetRoot.Length..], file.Value))
            .OrderBy(static asset => asset.Name, StringComparer.Ordinal)]);
        Unused = [.. added.Where(name => !IsNamed(name)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The templates' texts by name.</summary>
    public FrozenDictionary<string, string> Templates { get; }

    /// <summary>The site's own texts by language.</summary>
    public FrozenDictionary<string, Messages> Messages { get; }

    /// <summary>What is served as it is, sorted by name.</summary>
    public IReadOnlyList<Asset> Assets { get; }

    /// <summary>The files of the agency's directory that take no other's place and that nothing names, such as one whose name is misspelt; hidden ones aside.</summary>
    public IReadOnlyList<string> Unused { get; }

    /// <summary>Reads the files once; a publisher that shall see changed ones reads again.</summary>
    /// <exception cref="DirectoryNotFoundException">The directory is named but not there.</exception>
    public static SiteFiles Load(string? directory = null)
    {
        var files = Embedded();
        var added = new List<string>();
        var complete = Text.Messages.Parse(Text.Messages.Complete, files[$"{MessageRoot}{Text.Messages.Complete}.json"]);
        if (directory is not null)
        {
            foreach (var (name, path) in Overriding(directory))
            {
                if (!files.ContainsKey(name))
                {
                    added.Add(name);
                }

                files[name] = File.ReadAllBytes(path);
            }
        }

        return new SiteFiles(files, complete, added);
    }

    /// <summary>A hash of the agency's files: as long as it is the same, reading them again gives the same.</summary>
    /// <exception cref="DirectoryNotFoundException">The directory is named but not there.</exception>
    public static string VersionOf(string? directory)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        IEnumerable<(string Name, string Path)> files = directory is null ? [] : Overriding(directory).OrderBy(static file => file.Name, StringComparer.Ordinal);
        foreach (var (name, path) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name + "\0"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(path)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Whether something leads to a file that the agency adds.</summary>
    private bool IsNamed(string name) => name.Split('/') switch
    {
        ["templates", ..] => Templates.Values.Any(text => TemplateHashes.IncludesOf(text).Contains(name[TemplateRoot.Length..])),
        ["messages", ..] => Messages.ContainsKey(Path.GetFileNameWithoutExtension(name)),
        ["assets", ..] => Templates.Values.Any(text => TemplateHashes.AssetsOf(text).Contains(name[AssetRoot.Length..]))
            || Assets.Any(asset => Stylesheets.NamesIn(asset).Contains(name[AssetRoot.Length..])),
        var path => path.Any(static segment => segment.StartsWith('.')),
    };

    /// <summary>The product's own texts, none of which a language may lack.</summary>
    public Messages Complete { get; }

    /// <summary>The texts of a language.</summary>
    /// <exception cref="TemplateException">There are none.</exception>
    public Messages Texts(string language) =>
        Messages.TryGetValue(language, out var texts) ? texts : throw new TemplateException($"The site's settings name the language '{language}', but there is no messages/{language}.json.");

    private static Dictionary<string, byte[]> Embedded()
    {
        var assembly = typeof(SiteFiles).Assembly;
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames())
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            files[name.Replace('\\', '/')] = content;
        }

        return files;
    }

    private static IEnumerable<(string Name, string Path)> Overriding(string directory)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)) + Path.DirectorySeparatorChar;
        var files = new FileSystemEnumerable<string>(root, static (ref entry) => entry.ToFullPath(), new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        {
            ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory,
            ShouldRecursePredicate = static (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        foreach (var path in files)
        {
            // A link may point elsewhere in the directory (so Kubernetes mounts configuration), never out of it.
            var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            yield return target.StartsWith(root, StringComparison.Ordinal)
                ? (path[root.Length..].Replace('\\', '/'), path)
                : throw new InvalidDataException($"{path} leads out of {root}.");
        }
    }
}

/// <summary>A file of the site whose name carries its content's hash, so that it may be cached for ever.</summary>
internal sealed class Asset(string name, byte[] content)
{
    public string Name => name;

    public ReadOnlyMemory<byte> Content => content;

    /// <summary>Where it is served: <c>/assets/site.3f2a9c01b4.css</c>.</summary>
    public string Path { get; } =
        $"/assets/{System.IO.Path.ChangeExtension(name, null)}.{Convert.ToHexStringLower(SHA256.HashData(content))[..10]}{System.IO.Path.GetExtension(name)}";
}
