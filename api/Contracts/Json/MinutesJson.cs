using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OpenMinutes.Contracts;

/// <summary>
/// The one way in which records and public editions become JSON: camelCase, enumerations in kebab-case, Chinese unescaped,
/// null and empty members omitted, unknown members refused, times with their offset.
/// </summary>
/// <remarks>Input from outside goes through <see cref="StrictReader"/>, which tells all faults at once; what was stored is read with <see cref="StoredJson"/>.</remarks>
public static class MinutesJson
{
    /// <summary>The options; read-only and shared.</summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    /// <summary>Sets the same rules on options that a host made (<c>ConfigureHttpJsonOptions</c>).</summary>
    /// <param name="options">The options to change.</param>
    public static void Configure(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        JsonRules.Set(options);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { JsonRules.OmitEmpty } };
    }

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions();
        Configure(options);
        options.MakeReadOnly();
        return options;
    }
}
