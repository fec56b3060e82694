using System.Text;
using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Contracts;
using OpenMinutes.Importing;

namespace OpenMinutes.Api.Features.Imports.Create;

/// <summary>The series whose name stands in a title: 第18次主管會議紀錄 is of 主管會議; of several the longest.</summary>
internal static class NamedSeries
{
    public static async Task<string?> FindAsync(NpgsqlConnection connection, string title, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<string>(Sql.Command(
            "select slug from minutes.series where position(name in @title) > 0 order by length(name) desc, slug limit 1",
            new { title },
            cancellationToken));
}

internal static class ImportAnswer
{
    /// <summary>The answer with the record as it is stored or would be.</summary>
    public static string Json(ReadOnlySpan<byte> record, ImportResult result)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = MinutesJson.Options.Encoder }))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("record");
            writer.WriteRawValue(record);
            Write("warnings", result.Warnings);
            Write("unplaced", result.Unplaced);
            Write("furniture", result.Furniture);
            Write("provenance", result.Provenance);
            writer.WriteEndObject();

            void Write<T>(string name, T value)
            {
                writer.WritePropertyName(name);
                JsonSerializer.Serialize(writer, value, MinutesJson.Options);
            }
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }
}
