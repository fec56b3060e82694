using System.Text.Json.Nodes;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Api;

/// <summary>Records to send.</summary>
internal static class Minutes
{
    private static readonly string[] ServerOwned = ["state", "edition", "revision", "warnings", "publication", "published", "links"];

    /// <summary>The record made of the reference document.</summary>
    public static string Reference { get; } = File.ReadAllText(Repository.PathOf("tests", "Snapshots", "moda-supervisors-18.record.json"));

    /// <summary>A small record: one section with one withheld and one open clause.</summary>
    public static JsonObject Small(string id, int number = 1, string start = "2025-11-20T15:30:00+08:00") => new()
    {
        ["id"] = id,
        ["series"] = "supervisors",
        ["key"] = id,
        ["number"] = number,
        ["title"] = $"第{number}次主管會議紀錄",
        ["start"] = start,
        ["sections"] = new JsonArray(new JsonObject
        {
            ["id"] = "s-1",
            ["label"] = "壹",
            ["heading"] = "報告事項",
            ["units"] = new JsonArray(new JsonObject { ["role"] = "reporting", ["name"] = "數位策略司" }),
            ["clauses"] = new JsonArray(
                new JsonObject { ["id"] = "c-1", ["label"] = "一", ["text"] = "海纜障礙通報機制。" },
                new JsonObject { ["id"] = "c-2", ["label"] = "二", ["text"] = "機密內容。", ["disclosure"] = new JsonObject { ["level"] = "withheld", ["ground"] = "18-1-3" } }),
        }),
    };

    /// <summary>The record in an answer, without what the service says beside it.</summary>
    public static JsonObject Sent(this Reply answer)
    {
        var record = answer.Json;
        foreach (var member in ServerOwned)
            record.Remove(member);
        return record;
    }
}
