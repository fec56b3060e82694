using System.Text;
using System.Text.Json.Nodes;
using OpenMinutes.Contracts;

namespace OpenMinutes.Benchmarks;

/// <summary>The reference document as a record, whole or with fewer of its reports.</summary>
internal static class ReferenceRecord
{
    private static readonly byte[] Whole = File.ReadAllBytes(Checkout.PathOf("tests", "Snapshots", "moda-supervisors-18.record.json"));

    public static JsonObject Read() => JsonNode.Parse(Whole)!.AsObject();

    /// <summary>Takes the last reports away, and of the last that is left the last clauses, until the record is short enough.</summary>
    /// <param name="record">The record.</param>
    /// <param name="longest">How long it may be.</param>
    /// <param name="length">How long it is.</param>
    public static void Cut(JsonObject record, int longest, Func<JsonObject, int> length)
    {
        var reports = record["annexes"]![0]!["reports"]!.AsArray();
        while (length(record) > longest && reports.Count > 1)
            reports.RemoveAt(reports.Count - 1);
        var clauses = reports[^1]!["clauses"]!.AsArray();
        while (length(record) > longest && clauses.Count > 1)
            clauses.RemoveAt(clauses.Count - 1);
    }

    public static byte[] Json(JsonNode record) => Encoding.UTF8.GetBytes(record.ToJsonString(MinutesJson.Options));

    /// <summary>How long what is printed of a record is, in bytes of UTF-8.</summary>
    public static int TextLength(JsonObject record)
    {
        var read = MeetingRecordReader.Read(Json(record)).Value ?? throw new BenchmarkException("The reference document is no record.");
        return DocumentLayout.Lines(Disclosing.Disclose(read, edition: 1, key: "reference")).Sum(static line => Encoding.UTF8.GetByteCount(line.Text) + 1);
    }
}
