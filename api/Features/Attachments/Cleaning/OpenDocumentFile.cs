using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OpenMinutes.Api.Features.Attachments.Cleaning;

/// <summary>
/// ODT, ODS and ODP. Properties, settings (which name printers), thumbnails and signatures are taken out, and the pictures cleaned. What a reader does not see but can bring to light is
/// refused: comments, tracked changes, older versions, speaker's notes, embedded files. So is what runs, and what is encrypted.
/// </summary>
internal static partial class OpenDocumentFile
{
    private const string Manifest = "META-INF/manifest.xml";

    public static byte[] Clean(byte[] file)
    {
        var archive = OfficeArchive.Open(file);
        if (archive.Names is not ["mimetype", ..] || archive[Manifest] is null)
        {
            throw UncleanFileException.Damaged("is no OpenDocument package");
        }

        if (archive.Elements(Manifest).Any(static element => element.LocalName == "encryption-data"))
        {
            throw new UncleanFileException(FileFaults.Encrypted, "is encrypted");
        }

        if (archive.Elements(Manifest).Any(static element => element.LocalName == "file-entry" && element.GetAttribute("media-type", element.NamespaceURI) == "application/vnd.sun.star.oleobject"))
        {
            throw Hidden("an embedded file");
        }

        foreach (var name in archive.Names)
        {
            Require(name, archive);
        }

        var removed = archive.Names.Where(static name => Beside().IsMatch(name)).ToList();
        removed.ForEach(archive.Remove);
        archive.Edit(Manifest, manifest =>
        {
            var gone = manifest.Root!.Elements().Where(entry => entry.Attributes().Any(attribute => attribute.Name.LocalName == "full-path" && (removed.Contains(attribute.Value) || BesideFolder().IsMatch(attribute.Value)))).ToList();
            gone.ForEach(static entry => entry.Remove());
            return gone.Count > 0;
        });
        archive.CleanPictures(static name => Picture().IsMatch(name));
        return archive.ToBytes();
    }

    private static void Require(string name, OfficeArchive archive)
    {
        if (Active().IsMatch(name))
        {
            throw new UncleanFileException(FileFaults.ActiveContent, "carries macros or controls");
        }

        if (Older().IsMatch(name))
        {
            throw Hidden("older versions");
        }

        if (!Content().IsMatch(name))
        {
            return;
        }

        archive.Edit(name, static content => HasNotes(content) ? throw Hidden("speaker's notes") : false);

        foreach (var element in archive.Elements(name))
        {
            switch (element.LocalName, element.Prefix)
            {
                case ("annotation", "office"):
                    throw Hidden("comments");
                case ("changed-region", "text") or ("cell-content-change" or "insertion" or "deletion" or "movement", "table"):
                    throw Hidden("tracked changes");
                case ("event-listener", "script"):
                    throw new UncleanFileException(FileFaults.ActiveContent, "carries macros or controls");
                default:
                    break;
            }
        }
    }

    private static bool HasNotes(XDocument content) => content.Descendants()
        .Where(static frame => frame.Name.LocalName == "frame" && frame.Attributes().Any(static attribute => attribute is { Name.LocalName: "class", Value: "notes" }))
        .Any(static frame => frame.Value.Any(char.IsLetter));

    private static UncleanFileException Hidden(string what) => new(FileFaults.HiddenContent, $"holds {what}, which readers would find: take it out first");

    [GeneratedRegex(@"(^|/)(meta|settings)\.xml$|^Thumbnails/|(^|/)Configurations2/|^layout-cache$|^META-INF/[a-z]*signatures\.xml$|(^|/)manifest\.rdf$", RegexOptions.IgnoreCase)]
    private static partial Regex Beside();

    [GeneratedRegex(@"^(Thumbnails|Configurations2)/", RegexOptions.IgnoreCase)]
    private static partial Regex BesideFolder();

    [GeneratedRegex(@"(^|/)(Basic|Scripts|Dialogs)/", RegexOptions.IgnoreCase)]
    private static partial Regex Active();

    [GeneratedRegex(@"^Versions/|^VersionList\.xml$", RegexOptions.IgnoreCase)]
    private static partial Regex Older();

    [GeneratedRegex(@"(^|/)(content|styles)\.xml$", RegexOptions.IgnoreCase)]
    private static partial Regex Content();

    [GeneratedRegex(@"(^|/)(Pictures|media)/[^/]+$", RegexOptions.IgnoreCase)]
    private static partial Regex Picture();
}
