using System.Text.Json;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records;

/// <summary>A ground (政府資訊公開法 §18) as it is written in JSON and in the database: 18-1-6.</summary>
internal static class Grounds
{
    public static string? Written(this Ground? ground) =>
        ground is null ? null : JsonSerializer.SerializeToElement(ground, MinutesJson.Options).GetString();

    public static Ground? Read(string? written) =>
        written is null ? null : JsonSerializer.SerializeToElement(written).Deserialize<Ground>(MinutesJson.Options);
}
