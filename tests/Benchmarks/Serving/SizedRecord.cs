using System.Globalization;
using System.Text;

namespace OpenMinutes.Benchmarks.Serving;

/// <summary>A record of 16 kB: the reference document, its reports cut to that length.</summary>
internal static class SizedRecord
{
    private const int Bytes = 16_000;

    private static readonly string Template = Cut();

    /// <summary>The record under an id of its own, as UTF-8. Ids have one length, so that all records have one size.</summary>
    public static byte[] Of(string id) => Encoding.UTF8.GetBytes(Template.Replace("@@", id, StringComparison.Ordinal).Replace("18181818", NumberOf(id), StringComparison.Ordinal));

    /// <summary>A number of six digits for each.</summary>
    private static string NumberOf(string id) => string.Create(CultureInfo.InvariantCulture, $"{100_000 + long.Parse(id[5..], CultureInfo.InvariantCulture) % 900_000}");

    private static string Cut()
    {
        var record = ReferenceRecord.Read();
        record["id"] = "@@";
        record["key"] = "@@";
        record["series"] = "measured";
        record["number"] = 18_181_818;
        ReferenceRecord.Cut(record, Bytes, static cut => ReferenceRecord.Json(cut).Length);
        return Encoding.UTF8.GetString(ReferenceRecord.Json(record));
    }
}
