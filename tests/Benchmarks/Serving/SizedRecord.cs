using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using OpenMinutes.Contracts;

namespace OpenMinutes.Benchmarks.Serving;

/// <summary>A record of 16 kB: the reference document, its reports cut to that length.</summary>
internal static class SizedRecord
{
    private const int Bytes = 16_000;

    private static readonly byte[] Reference = File.ReadAllBytes(Checkout.PathOf("tests", "Snapshots", "moda-supervisors-18.record.json"));

    private static readonly string Template = Cut();

    /// <summary>The record under an id of its own, as UTF-8. Ids have one length, so that all records have one size.</summary>
    public static byte[] Of(string id) => Encoding.UTF8.GetBytes(Template.Replace("@@", id, StringComparison.Ordinal).Replace("18181818", NumberOf(id), StringComparison.Ordinal));

    /// <summary>A number of six digits for each.</summary>
    private static string NumberOf(string id) => string.Create(CultureInfo.InvariantCulture, $"{100_000 + long.Parse(id[5..], CultureInfo.InvariantCulture) % 900_000}");

    private static string Cut()
    {
        var record = JsonNode.Parse(Reference)!.AsObject();
        record["id"] = "@@";
        record["key"] = "@@";
        record["series"] = "measured";
        record["number"] = 18_181_818;
        var reports = record["annexes"]![0]!["reports"]!.AsArray();
        while (Encoding.UTF8.GetByteCount(Json(record)) > Bytes && reports.Count > 1)
            reports.RemoveAt(reports.Count - 1);
        var clauses = reports[^1]!["clauses"]!.AsArray();
        while (Encoding.UTF8.GetByteCount(Json(record)) > Bytes && clauses.Count > 1)
            clauses.RemoveAt(clauses.Count - 1);
        return Json(record);
    }

    private static string Json(JsonNode record) => record.ToJsonString(MinutesJson.Options);
}
