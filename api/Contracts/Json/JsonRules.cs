using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OpenMinutes.Contracts;

/// <summary>The rules of <see cref="MinutesJson"/> that do not say how the members of a type are found.</summary>
internal static class JsonRules
{
    public static void Set(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = 128;
        options.Converters.Add(new OffsetTimeConverter());
    }

    /// <summary>
    /// Null and empty are one fact, "absent", of a member that is not required: either is read as the member's default, and a contract type writes neither.
    /// What other types write is theirs to say: an empty list of records is an answer.
    /// </summary>
    public static void OmitEmpty(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        var isContract = type.Type.Assembly == typeof(JsonRules).Assembly;
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
