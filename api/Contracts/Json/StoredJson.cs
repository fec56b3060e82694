using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OpenMinutes.Contracts;

/// <summary>
/// Documents for the public that were written with <see cref="MinutesJson.Options"/>, read by code that is made when this is compiled: faster, and possible where nothing is compiled
/// while a program runs. For nothing that comes from outside.
/// </summary>
/// <remarks>Such code sets every member of a type, so that a member which a document may leave out says itself what it then is (<c>field ?? []</c>).</remarks>
public static class StoredJson
{
    private static readonly JsonSerializerOptions Options = CreateOptions();

    /// <summary>Reads a public edition.</summary>
    /// <param name="utf8">
    /// The document, of which a database knows that it is UTF-8. It has to stay as it is while the edition is used: the texts of clauses are taken from it when they are asked for.
    /// </param>
    /// <exception cref="JsonException">It is no public edition.</exception>
    public static PublicEdition Edition(ReadOnlyMemory<byte> utf8) => StoredCursor.Whole(utf8, StoredReader.Edition);

    /// <summary>Reads a line of the attendance of a public edition.</summary>
    /// <param name="utf8">The part of the document.</param>
    /// <exception cref="JsonException">It is no attendee.</exception>
    public static PublicAttendee Attendee(ReadOnlyMemory<byte> utf8) => StoredCursor.Whole(utf8, StoredReader.Attendee);

    /// <summary>Reads what is public of a directive.</summary>
    /// <param name="utf8">The document.</param>
    /// <exception cref="JsonException">It is no public directive.</exception>
    public static PublicDirective Directive(ReadOnlySpan<byte> utf8) => Whole<PublicDirective>(utf8);

    /// <summary>Reads the figures of a register.</summary>
    /// <param name="utf8">The document.</param>
    /// <exception cref="JsonException">They are no figures of a register.</exception>
    public static PublicRegister Register(ReadOnlySpan<byte> utf8) => Whole<PublicRegister>(utf8);

    /// <summary>Writes what is public of a directive as <see cref="MinutesJson.Options"/> would.</summary>
    /// <param name="directive">The directive.</param>
    public static byte[] Write(PublicDirective directive) => JsonSerializer.SerializeToUtf8Bytes(directive, Of<PublicDirective>.Type);

    /// <summary>Writes the figures of a register as <see cref="MinutesJson.Options"/> would.</summary>
    /// <param name="register">The figures.</param>
    public static byte[] Write(PublicRegister register) => JsonSerializer.SerializeToUtf8Bytes(register, Of<PublicRegister>.Type);

    /// <summary>Reads a part that <see cref="StoredCursor"/> leaves to the serializer.</summary>
    internal static T? Part<T>(ref Utf8JsonReader reader) => JsonSerializer.Deserialize(ref reader, Of<T>.Type);

    private static T Whole<T>(ReadOnlySpan<byte> utf8)
        where T : class => JsonSerializer.Deserialize(utf8, Of<T>.Type) ?? throw new JsonException("It is null.");

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = StoredTypes.Default.WithAddedModifier(JsonRules.OmitEmpty) };
        JsonRules.Set(options);
        AddWords<DirectiveRole>();
        AddWords<DirectiveState>();
        AddWords<DisclosureLevel>();
        AddWords<Ground>();
        AddWords<Verdict>();
        options.MakeReadOnly();
        return options;

        void AddWords<T>()
            where T : struct, Enum => options.Converters.Add(new JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
    }

    private static class Of<T>
    {
        public static readonly JsonTypeInfo<T> Type = (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
    }
}

/// <summary>What the compiler makes readers and writers of.</summary>
[JsonSerializable(typeof(PublicDirective))]
[JsonSerializable(typeof(PublicRegister))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(decimal))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(DateOnly))]
[JsonSerializable(typeof(Ground))]
[JsonSerializable(typeof(IReadOnlyList<Erratum>))]
[JsonSerializable(typeof(IReadOnlyList<PublicAttachment>))]
internal sealed partial class StoredTypes : JsonSerializerContext;
