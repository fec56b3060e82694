using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using OpenMinutes.Contracts;

namespace OpenMinutes.Tests.Contracts;

/// <summary>
/// Writes the JSON Schema (2020-12) of a contract type: members, annotations and names from the type, words from its XML documentation,
/// a definition for each type it uses.
/// </summary>
internal sealed class SchemaWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What the types cannot say; MeetingRecordRules says the same to the reader, and a test that both agree.
    private static readonly Dictionary<Type, string> Rules = new()
    {
        [typeof(Disclosure)] = """
            { "if": { "properties": { "level": { "const": "summary" } }, "required": [ "level" ] }, "then": { "required": [ "summary" ], "properties": { "summary": { "minLength": 1 } } } }
            """,
        [typeof(DirectiveProgress)] = """
            { "anyOf": [ { "required": [ "state" ] }, { "required": [ "percent" ] }, { "required": [ "note" ] } ] }
            """,
        [typeof(Section)] = """
            { "if": { "properties": { "none": { "const": true } }, "required": [ "none" ] }, "then": { "properties": { "items": { "maxItems": 0 }, "clauses": { "maxItems": 0 } } } }
            """,
        [typeof(Clause)] = """
            { "anyOf": [
                { "required": [ "label" ] }, { "required": [ "heading" ] }, { "required": [ "text" ] },
                { "required": [ "children" ], "properties": { "children": { "minItems": 1 } } }, { "required": [ "disclosure" ] } ] }
            """,
    };

    private readonly XmlDocumentation _documentation = XmlDocumentation.Of(typeof(MeetingRecord).Assembly);
    private readonly SortedDictionary<string, JsonObject> _definitions = new(StringComparer.Ordinal);

    /// <param name="type">The type.</param>
    /// <param name="id">The schema's <c>$id</c>: its file name.</param>
    /// <param name="title">The schema's title.</param>
    /// <param name="readOnly">Members that only the server sets.</param>
    public static string Write(Type type, string id, string title, IEnumerable<string> readOnly)
    {
        var writer = new SchemaWriter();
        var root = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = id,
            ["title"] = title,
        };
        foreach (var (keyword, value) in writer.Object(type))
            root[keyword] = value?.DeepClone();
        foreach (var member in readOnly.Order(StringComparer.Ordinal))
            root["properties"]![member] = new JsonObject { ["description"] = "Set by the server, and passed over when it is sent back.", ["readOnly"] = true };
        if (writer._definitions.Count > 0)
            root["$defs"] = new JsonObject(writer._definitions.Select(definition => KeyValuePair.Create(definition.Key, (JsonNode?)definition.Value)));
        return root.ToJsonString(Indented) + "\n";
    }

    private JsonObject Object(Type type)
    {
        var members = MinutesJson.Options.GetTypeInfo(type).Properties;
        var schema = new JsonObject
        {
            ["description"] = _documentation.Summary(type),
            ["type"] = "object",
            ["required"] = new JsonArray([.. members.Where(member => member.IsRequired).Select(member => JsonValue.Create(member.Name))]),
            ["properties"] = new JsonObject(members.Select(member => KeyValuePair.Create(member.Name, (JsonNode?)Member(member)))),
            ["additionalProperties"] = false,
        };
        if (schema["required"]!.AsArray().Count == 0)
            schema.Remove("required");
        if (Rules.TryGetValue(type, out var rules))
        {
            foreach (var (keyword, value) in JsonNode.Parse(rules)!.AsObject())
                schema[keyword] = value?.DeepClone();
        }

        return schema;
    }

    private JsonObject Member(JsonPropertyInfo member)
    {
        var property = (PropertyInfo)member.AttributeProvider!;
        var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        var schema = Value(type);
        var described = new JsonObject { ["description"] = _documentation.Summary(property) };
        foreach (var (keyword, value) in schema)
            described[keyword] = value?.DeepClone();

        foreach (var attribute in property.GetCustomAttributes<ValidationAttribute>())
            Annotate(described, attribute);
        if (type == typeof(string) && member.IsRequired && !described.ContainsKey("pattern"))
            described["minLength"] = 1;
        if (_documentation.Example(property) is { } example)
            described["examples"] = new JsonArray(type == typeof(string) || type == typeof(DateOnly) || type == typeof(DateTimeOffset) ? example : JsonNode.Parse(example));
        return described;
    }

    private static void Annotate(JsonObject schema, ValidationAttribute attribute)
    {
        switch (attribute)
        {
            case RegularExpressionAttribute { Pattern: var pattern }:
                schema["pattern"] = pattern;
                break;
            case StringLengthAttribute { MaximumLength: var length }:
                schema["maxLength"] = length;
                break;
            case MinLengthAttribute { Length: var length }:
                schema["minItems"] = length;
                break;
            case MaxLengthAttribute { Length: var length }:
                schema["maxItems"] = length;
                break;
            case RangeAttribute range:
                schema["minimum"] = Convert.ToInt64(range.Minimum, null);
                schema["maximum"] = Convert.ToInt64(range.Maximum, null);
                break;
            default:
                throw new NotSupportedException($"{attribute.GetType().Name} has no keyword yet.");
        }
    }

    private JsonObject Value(Type type)
    {
        if (type == typeof(string))
            return new JsonObject { ["type"] = "string" };
        if (type == typeof(bool))
            return new JsonObject { ["type"] = "boolean", ["default"] = false };
        if (type == typeof(int) || type == typeof(long))
            return new JsonObject { ["type"] = "integer" };
        if (type == typeof(decimal))
            return new JsonObject { ["type"] = "number" };
        if (type == typeof(DateOnly))
            return new JsonObject { ["type"] = "string", ["format"] = "date" };
        if (type == typeof(DateTimeOffset))
            return new JsonObject { ["type"] = "string", ["format"] = "date-time", ["pattern"] = Patterns.Time };
        if (MinutesJson.Options.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element })
            return new JsonObject { ["type"] = "array", ["items"] = element == typeof(string) ? new JsonObject { ["type"] = "string", ["minLength"] = 1 } : Value(element) };
        return Reference(type);
    }

    private JsonObject Reference(Type type)
    {
        if (!_definitions.ContainsKey(type.Name))
        {
            // Entered before it is described, for types contain themselves.
            var definition = _definitions[type.Name] = [];
            foreach (var (keyword, value) in type.IsEnum ? Names(type) : Object(type))
                definition[keyword] = value?.DeepClone();
        }

        return new JsonObject { ["$ref"] = $"#/$defs/{type.Name}" };
    }

    private JsonObject Names(Type type)
    {
        var names = type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (Name: JsonSerializer.SerializeToElement(field.GetValue(null), type, MinutesJson.Options).GetString()!, Meaning: _documentation.Summary(field)))
            .ToList();
        return new JsonObject
        {
            ["description"] = string.Join("\n", names.Select(name => $"- `{name.Name}`: {name.Meaning}").Prepend(_documentation.Summary(type))),
            ["type"] = "string",
            ["enum"] = new JsonArray([.. names.Select(name => JsonValue.Create(name.Name))]),
        };
    }
}
