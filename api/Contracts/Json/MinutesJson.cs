using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OpenMinutes.Contracts;

/// <summary>
/// The one way in which records and public editions become JSON: camelCase, enumerations in kebab-case, Chinese unescaped,
/// null and empty members omitted, unknown members refused, times with their offset.
/// </summary>
/// <remarks>Input from outside goes through <see cref="StrictReader"/>, which tells all faults at once.</remarks>
public static class MinutesJson
{
    /// <summary>The options; read-only and shared.</summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    /// <summary>The same for reading public editions that were written with <see cref="Options"/> and are only read: faster, and for nothing else.</summary>
    public static JsonSerializerOptions Stored { get; } = CreateOptions(new StoredEditionConverter(), new StoredClauseConverter());

    /// <summary>Sets the same rules on options that a host made (<c>ConfigureHttpJsonOptions</c>).</summary>
    /// <param name="options">The options to change.</param>
    public static void Configure(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = 128;
        options.Converters.Add(new OffsetTimeConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { OmitEmpty } };
    }

    private static JsonSerializerOptions CreateOptions(params ReadOnlySpan<JsonConverter> converters)
    {
        var options = new JsonSerializerOptions();
        Configure(options);
        foreach (var converter in converters)
        {
            options.Converters.Add(converter);
        }

        options.MakeReadOnly();
        return options;
    }

    /// <summary>
    /// Null and empty are one fact, "absent", of a member that is not required: either is read as the member's default, and a contract type writes neither.
    /// What other types write is theirs to say: an empty list of records is an answer.
    /// </summary>
    private static void OmitEmpty(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        var isContract = type.Type.Assembly == typeof(MinutesJson).Assembly;
        foreach (var member in type.Properties.Where(static member => !member.IsRequired))
        {
            if (member.PropertyType == typeof(string))
            {
                IgnoreOnRead(member, static value => value is string { Length: > 0 });
                OmitOnWrite(static (_, value) => value is string { Length: > 0 });
            }
            else if (member.PropertyType == typeof(bool))
            {
                OmitOnWrite(static (_, value) => value is true);
            }
            else if (member.PropertyType.IsAssignableTo(typeof(IEnumerable)))
            {
                IgnoreOnRead(member, static value => value is not null);
                OmitOnWrite(static (_, value) => value is ICollection { Count: > 0 });
            }

            void OmitOnWrite(Func<object, object?, bool> keep) => member.ShouldSerialize = isContract ? keep : member.ShouldSerialize;
        }
    }

    private static void IgnoreOnRead(JsonPropertyInfo member, Func<object?, bool> keep)
    {
        if (member.Set is { } set)
        {
            member.Set = (owner, value) =>
            {
                if (keep(value))
                {
                    set(owner, value);
                }
            };
        }
    }
}
