using PdfSharp.Pdf;
using PdfSharp.Pdf.IO;

namespace OpenMinutes.Api.Features.Attachments.Cleaning;

/// <summary>
/// PDF. It is written anew from what its pages need, so that no earlier state of it is left, without properties, XMP and what programs keep in it for themselves; photographs in it are cleaned.
/// What a reader does not see but can bring to light is refused: comments, hidden layers, embedded files. So is what runs, what is encrypted, and what is signed: without its properties it would
/// not be what was signed. That every page still says the same is checked with another library.
/// </summary>
internal static class PdfFile
{
    private static readonly string[] Beside = ["/Metadata", "/PieceInfo", "/LastModified"];
    private static readonly string[] Running = ["/JavaScript", "/Launch", "/RichMedia", "/Movie", "/Sound", "/3D", "/ImportData", "/SubmitForm"];

    public static byte[] Clean(byte[] file)
    {
        try
        {
            var cleaned = Rewritten(file);
            RequireSamePages(file, cleaned);
            return cleaned;
        }
        catch (Exception exception) when (exception is not (UncleanFileException or OutOfMemoryException))
        {
            // The libraries throw whatever a damaged file makes them stumble over.
            throw UncleanFileException.Damaged("is a PDF document that cannot be read, or not be written without loss", exception);
        }
    }

    private static byte[] Rewritten(byte[] file)
    {
        using var document = Open(file);
        if (document.SecuritySettings.IsEncrypted)
        {
            throw Encrypted();
        }

        // Objects that nothing leads to any more are what it held before its last changes: they are not looked at, and not written.
        var objects = document.Internals.GetClosure(document.Internals.Catalog).OfType<PdfObject>().ToList();
        foreach (var one in objects)
        {
            foreach (var dictionary in Dictionaries(one))
            {
                Require(dictionary);
                foreach (var name in Beside)
                {
                    dictionary.Elements.Remove(name);
                }

                if (dictionary.Stream is { } stream && dictionary.Elements["/Filter"]?.ToString() == "/DCTDecode")
                {
                    stream.Value = JpegFile.Clean(stream.Value);
                }
            }
        }

        document.Info.Elements.Clear();
        var output = new MemoryStream();
        document.Save(output, closeStream: false);
        return output.ToArray();
    }

    private static PdfDocument Open(byte[] file)
    {
        try
        {
            return PdfReader.Open(new MemoryStream(file, writable: false), PdfDocumentOpenMode.Modify);
        }
        catch (PdfReaderException exception) when (exception.Message.Contains("password", StringComparison.OrdinalIgnoreCase))
        {
            throw Encrypted();
        }
    }

    private static UncleanFileException Encrypted() => new(FileFaults.Encrypted, "is encrypted");

    /// <summary>An object and what lies directly in it.</summary>
    private static IEnumerable<PdfDictionary> Dictionaries(PdfItem item) => item switch
    {
        PdfDictionary dictionary => dictionary.Elements.Values.OfType<PdfItem>().SelectMany(Dictionaries).Prepend(dictionary),
        PdfArray array => array.Elements.SelectMany(Dictionaries),
        _ => [],
    };

    private static void Require(PdfDictionary dictionary)
    {
        var elements = dictionary.Elements;
        var (type, subtype) = (elements["/Type"]?.ToString(), elements["/Subtype"]?.ToString());
        if (elements.ContainsKey("/JS") || elements.ContainsKey("/XFA") || Running.Contains(elements["/S"]?.ToString()) || (type == "/Annot" && Running.Contains(subtype)))
        {
            throw new UncleanFileException(FileFaults.ActiveContent, "carries scripts or media that run");
        }

        if (elements.ContainsKey("/EmbeddedFiles") || elements.ContainsKey("/EF") || type == "/EmbeddedFile")
        {
            throw Hidden("an embedded file");
        }

        if ((type == "/Sig" || elements["/FT"]?.ToString() == "/Sig") && (elements.ContainsKey("/ByteRange") || elements.ContainsKey("/V")))
        {
            throw new UncleanFileException(FileFaults.Signed, "is signed: without its properties it would not be what was signed");
        }

        if (type == "/Annot" && subtype is not ("/Link" or "/Widget"))
        {
            throw Hidden("comments");
        }

        if (elements.GetDictionary("/OCProperties")?.Elements.GetDictionary("/D")?.Elements.GetArray("/OFF") is { Elements.Count: > 0 })
        {
            throw Hidden("a hidden layer");
        }
    }

    private static UncleanFileException Hidden(string what) => new(FileFaults.HiddenContent, $"holds {what}, which readers would find: take it out first");

    private static void RequireSamePages(byte[] file, byte[] cleaned)
    {
        using var before = UglyToad.PdfPig.PdfDocument.Open(file);
        using var after = UglyToad.PdfPig.PdfDocument.Open(cleaned);
        if (before.NumberOfPages != after.NumberOfPages || before.GetPages().Zip(after.GetPages()).Any(static pair => pair.First.Text != pair.Second.Text))
        {
            throw UncleanFileException.Damaged("is a PDF document that cannot be written without loss");
        }
    }
}
