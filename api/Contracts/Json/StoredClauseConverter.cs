using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenMinutes.Contracts;

/// <summary>
/// Reads the clauses of a stored public edition, which are nearly all of its text. The serializer's bookkeeping around every member, and its going over
/// every text twice, were most of the time that reading an edition took.
/// </summary>
internal sealed class StoredClauseConverter : JsonConverter<PublicClause>
{
    public override PublicClause Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Clause(ref reader, options);

    /// <exception cref="NotSupportedException">Always: what is stored is written with <see cref="MinutesJson.Options"/>.</exception>
    public override void Write(Utf8JsonWriter writer, PublicClause value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static PublicClause Clause(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        string? id = null, label = null, heading = null, text = null;
        List<PublicClause>? children = null;
        IReadOnlyList<ClauseValue>? values = null;
        Disclosure? disclosure = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                id = Text(ref reader);
            }
            else if (reader.ValueTextEquals("label"u8))
            {
                label = Text(ref reader);
            }
            else if (reader.ValueTextEquals("heading"u8))
            {
                heading = Text(ref reader);
            }
            else if (reader.ValueTextEquals("text"u8))
            {
                text = Text(ref reader);
            }
            else if (reader.ValueTextEquals("children"u8))
            {
                children = Clauses(ref reader, options);
            }
            else if (reader.ValueTextEquals("values"u8))
            {
                values = JsonSerializer.Deserialize<IReadOnlyList<ClauseValue>>(ref reader, options);
            }
            else if (reader.ValueTextEquals("disclosure"u8))
            {
                disclosure = JsonSerializer.Deserialize<Disclosure>(ref reader, options);
            }
            else
            {
                throw new JsonException($"A clause has no member '{reader.GetString()}'.");
            }
        }

        return new PublicClause
        {
            Id = id ?? throw new JsonException("A clause has an id."),
            Label = label,
            Heading = heading,
            Text = text,
            Children = children ?? [],
            Values = values ?? [],
            Disclosure = disclosure,
        };
    }

    private static List<PublicClause> Clauses(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        var clauses = new List<PublicClause>();
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            clauses.Add(Clause(ref reader, options));
        }

        return clauses;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        var buffer = ArrayPool<char>.Shared.Rent(reader.ValueSpan.Length);
        var length = reader.CopyString(buffer);
        var text = length == 0 ? null : new string(buffer, 0, length);
        ArrayPool<char>.Shared.Return(buffer);
        return text;
    }
}
