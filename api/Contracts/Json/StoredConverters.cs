using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenMinutes.Contracts;

/// <summary>Has the serializer read editions so.</summary>
internal sealed class StoredEditionConverter : JsonConverter<PublicEdition>
{
    public override PublicEdition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => StoredReader.Edition(ref reader, options);

    /// <exception cref="NotSupportedException">Always: what is stored is written with <see cref="MinutesJson.Options"/>.</exception>
    public override void Write(Utf8JsonWriter writer, PublicEdition value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <summary>Has the serializer read clauses so, wherever they stand.</summary>
internal sealed class StoredClauseConverter : JsonConverter<PublicClause>
{
    public override PublicClause Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => StoredReader.Clause(ref reader, options);

    /// <exception cref="NotSupportedException">Always: what is stored is written with <see cref="MinutesJson.Options"/>.</exception>
    public override void Write(Utf8JsonWriter writer, PublicClause value, JsonSerializerOptions options) => throw new NotSupportedException();
}
