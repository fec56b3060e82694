using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OpenMinutes.Api.Features.Attachments.Cleaning;

/// <summary>
/// DOCX, XLSX and PPTX. Properties, thumbnails, custom data, printers, signatures and the paths and names of whoever saved the file are taken out, and its pictures cleaned. What a reader does
/// not see but can bring to light is refused: comments, tracked changes, hidden sheets and slides, speaker's notes, embedded files. So is what runs.
/// </summary>
internal static partial class OpenXmlFile
{
    private static readonly HashSet<string> TrackedChanges = new(StringComparer.Ordinal)
    {
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
    };

    public static byte[] Clean(byte[] file)
    {
        var archive = OfficeArchive.Open(file);
        foreach (var name in archive.Names)
        {
            Require(name, archive);
        }

        var removed = archive.Names.Where(static name => Beside().IsMatch(name)).ToList();
        removed.ForEach(archive.Remove);
        archive.Edit("[Content_Types].xml", types => Take(types.Root!.Elements().Where(type => removed.Contains(((string?)type.Attribute("PartName"))?.TrimStart('/') ?? "", StringComparer.OrdinalIgnoreCase))));
        foreach (var relations in archive.Names.Where(static name => name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)))
        {
            archive.Edit(relations, document => Take(document.Root!.Elements().Where(relation => IsGone(relation, relations, removed))));
        }

        archive.Edit("word/settings.xml", static settings => Take(settings.Root!.Elements().Where(static setting => setting.Name.LocalName is "attachedTemplate" or "docVars" or "rsids")));
        archive.Edit("xl/workbook.xml", static workbook =>
            Take(workbook.Descendants().Where(static element => element.Name.LocalName is "absPath" or "fileSharing").Select(static element =>
                element.Ancestors().LastOrDefault(static above => above.Name.LocalName == "AlternateContent") ?? element).Distinct()));
        archive.CleanPictures(static name => Picture().IsMatch(name));
        return archive.ToBytes();
    }

    private static void Require(string name, OfficeArchive archive)
    {
        if (Active().IsMatch(name))
        {
            throw new UncleanFileException(FileFaults.ActiveContent, "carries macros or controls");
        }

        if (Embedded().IsMatch(name))
        {
            throw Hidden("an embedded file");
        }

        if (Comments().IsMatch(name) && archive.Elements(name).Any(static element => element.LocalName is "comment" or "cm" or "threadedComment"))
        {
            throw Hidden("comments");
        }

        if (WordText().IsMatch(name) && archive.Elements(name).Any(static element => TrackedChanges.Contains(element.LocalName) && element.Prefix == "w"))
        {
            throw Hidden("tracked changes");
        }

        if (name == "xl/workbook.xml" && archive.Elements(name).Any(static element => element.LocalName == "sheet" && element.GetAttribute("state") is "hidden" or "veryHidden"))
        {
            throw Hidden("a hidden sheet");
        }

        if (Slide().IsMatch(name) && archive.Elements(name).Any(static element => element.LocalName == "sld" && element.GetAttribute("show") is "0" or "false"))
        {
            throw Hidden("a hidden slide");
        }

        if (Notes().IsMatch(name))
        {
            archive.Edit(name, static notes => HasNotes(notes) ? throw Hidden("speaker's notes") : false);
        }
    }

    /// <summary>Whether the text of the notes says anything; beside it stand the slide's number and the day.</summary>
    private static bool HasNotes(XDocument notes) => notes.Descendants()
        .Where(static shape => shape.Name.LocalName == "sp" && shape.Descendants().Any(static element => element.Name.LocalName == "ph" && (string?)element.Attribute("type") == "body"))
        .Any(static shape => shape.Descendants().Any(static element => element.Name.LocalName == "t" && element.Value.Any(char.IsLetter)));

    private static UncleanFileException Hidden(string what) => new(FileFaults.HiddenContent, $"holds {what}, which readers would find: take it out first");

    /// <summary>Takes elements out; whether there were any.</summary>
    private static bool Take(IEnumerable<XElement> elements)
    {
        var taken = elements.ToList();
        taken.ForEach(static element => element.Remove());
        return taken.Count > 0;
    }

    /// <summary>Whether a relation leads to a part that was taken out, or to the template of whoever wrote the file.</summary>
    private static bool IsGone(XElement relation, string relations, List<string> removed)
    {
        if (((string?)relation.Attribute("Type"))?.EndsWith("/attachedTemplate", StringComparison.Ordinal) == true)
        {
            return true;
        }

        if ((string?)relation.Attribute("TargetMode") == "External" || (string?)relation.Attribute("Target") is not { } target)
        {
            return false;
        }

        // word/_rels/document.xml.rels speaks of parts beside word/.
        var home = new Uri("part:///" + relations.Replace("_rels/", "", StringComparison.OrdinalIgnoreCase));
        return Uri.TryCreate(home, target, out var part) && removed.Contains(Uri.UnescapeDataString(part.AbsolutePath).TrimStart('/'), StringComparer.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"^docProps/|^customXml/|^_xmlsignatures/|/printerSettings/|/customProperty[0-9]*\.bin$|^(word|xl|ppt)/(people|persons/person[0-9]*|commentAuthors|authors|comments[A-Za-z]*)\.xml$", RegexOptions.IgnoreCase)]
    private static partial Regex Beside();

    [GeneratedRegex(@"vbaProject|vbaData|/activeX/|/ctrlProps/|^customUI/|macrosheets/|/webextensions/", RegexOptions.IgnoreCase)]
    private static partial Regex Active();

    [GeneratedRegex(@"/embeddings/|^xl/revisions/|^xl/model/|/afchunk|\.(bin|ole)$(?<!printerSettings[0-9]*\.bin|customProperty[0-9]*\.bin)", RegexOptions.IgnoreCase)]
    private static partial Regex Embedded();

    [GeneratedRegex(@"^(word|xl|ppt)/(threadedComments/|comments/)?(comments|threadedComment|comment|modernComment)[^/]*\.xml$", RegexOptions.IgnoreCase)]
    private static partial Regex Comments();

    [GeneratedRegex(@"^word/(document|header[0-9]*|footer[0-9]*|footnotes|endnotes)\.xml$", RegexOptions.IgnoreCase)]
    private static partial Regex WordText();

    [GeneratedRegex(@"^ppt/slides/[^/]+\.xml$", RegexOptions.IgnoreCase)]
    private static partial Regex Slide();

    [GeneratedRegex(@"^ppt/notesSlides/[^/]+\.xml$", RegexOptions.IgnoreCase)]
    private static partial Regex Notes();

    [GeneratedRegex(@"/media/[^/]+$", RegexOptions.IgnoreCase)]
    private static partial Regex Picture();
}
