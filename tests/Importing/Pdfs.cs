using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace OpenMinutes.Tests.Importing;

/// <summary>PDFs made by hand: object 1 is the catalog, 2 the root of the pages, 3 a page, 4 its text and 5 its font, unless something else is said.</summary>
internal static class Pdfs
{
    private static readonly byte[] Text = "BT /F1 12 Tf 50 700 Td (minutes) Tj ET"u8.ToArray();

    /// <summary>A PDF of one page with the given objects in place of the usual ones, or beside them.</summary>
    public static byte[] With(params (int Number, string Body)[] objects) => With("", objects);

    public static byte[] With(string trailer, params (int Number, string Body)[] objects)
    {
        var all = new SortedDictionary<int, string>
        {
            [1] = "<< /Type /Catalog /Pages 2 0 R >>",
            [2] = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            [3] = Page(),
            [4] = Stream(Text),
            [5] = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        };
        foreach (var (number, body) in objects)
        {
            all[number] = body;
        }

        return Written(all, trailer);
    }

    public static string Page(string resources = "") => $"<< /Type /Page /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> {resources} >> /Contents 4 0 R >>";

    /// <summary>A node of the tree of pages.</summary>
    public static string Pages(string kids) => $"<< /Type /Pages /Kids {kids} /Count 1 >>";

    /// <summary>A form that draws the form with the given number as often as is said.</summary>
    public static string Form(int drawn, int times) =>
        Stream(Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat("/X Do ", times))), $"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {drawn} 0 R >> >>");

    public static string Stream(byte[] data, string dictionary = "") => $"<< {dictionary} /Length {data.Length} >>\nstream\n{Encoding.Latin1.GetString(data)}\nendstream";

    /// <summary>A stream that is packed as often as is said; without its header a careful reader of zlib sees nothing in it.</summary>
    public static string Packed(byte[] data, int times = 1, bool withHeader = true)
    {
        for (var time = 0; time < times; time++)
        {
            using var packed = new MemoryStream();
            using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
            {
                zlib.Write(data);
            }

            data = packed.ToArray();
        }

        (data[0], data[1]) = withHeader ? (data[0], data[1]) : ((byte)0, (byte)0);
        return Stream(data, $"/Filter [{string.Concat(Enumerable.Repeat("/FlateDecode ", times))}]");
    }

    private static byte[] Written(SortedDictionary<int, string> objects, string trailer)
    {
        var (file, offsets) = (new StringBuilder("%PDF-1.7\n"), new Dictionary<int, int>());
        foreach (var (number, body) in objects)
        {
            offsets[number] = file.Length;
            file.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n{body}\nendobj\n");
        }

        var (start, size) = (file.Length, objects.Keys.Max() + 1);
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {size}\n0000000000 65535 f \n");
        for (var number = 1; number < size; number++)
        {
            file.Append(offsets.TryGetValue(number, out var offset) ? string.Create(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n") : "0000000000 00000 f \n");
        }

        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }
}
