using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace OpenMinutes.Contracts;

/// <summary>The canonical form of JSON (RFC 8785): what two texts of one document have in common, byte for byte, so that it can be hashed.</summary>
public static class CanonicalJson
{
    // Two members of one name would have no order.
    private static readonly JsonDocumentOptions Parsing = new() { MaxDepth = MinutesJson.Options.MaxDepth, AllowDuplicateProperties = false };

    private static readonly JsonSerializerOptions Sorted = CreateSorted();

    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(static code => (char)code), '"', '\\']);

    /// <summary>The canonical form.</summary>
    /// <param name="utf8">A JSON text.</param>
    /// <returns>The canonical JSON text in UTF-8.</returns>
    /// <exception cref="JsonException">The text is not JSON, gives a member twice, holds half a surrogate pair, or a number beyond a double.</exception>
    public static byte[] Of(ReadOnlyMemory<byte> utf8)
    {
        var text = new ArrayBufferWriter<byte>(utf8.Length + 256);
        try
        {
            using var document = JsonDocument.Parse(utf8, Parsing);
            Write(document.RootElement, text);
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("Half a surrogate pair has no canonical form.", exception);
        }

        return text.WrittenSpan.ToArray();
    }

    /// <summary>The canonical form of what <see cref="MinutesJson.Options"/> make of a value; members sorted as they are written need not be read again.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The canonical JSON text in UTF-8.</returns>
    public static byte[] OfValue<T>(T value)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(value, Sorted);
        return text.Contains((byte)'\\') ? Of(text) : text;
    }

    /// <summary>The SHA-256 of the canonical form, 64 lower-case hexadecimal digits.</summary>
    /// <inheritdoc cref="Of" path="/param"/>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static string Sha256(ReadOnlyMemory<byte> utf8) => Convert.ToHexStringLower(SHA256.HashData(Of(utf8)));

    private static JsonSerializerOptions CreateSorted()
    {
        var options = new JsonSerializerOptions(MinutesJson.Options) { TypeInfoResolver = MinutesJson.Options.TypeInfoResolver!.WithAddedModifier(Sort) };
        options.Converters.Add(new NumberConverter());
        options.MakeReadOnly();
        return options;
    }

    private static void Sort(JsonTypeInfo type)
    {
        foreach (var (order, member) in type.Properties.OrderBy(static member => member.Name, StringComparer.Ordinal).Index().ToList())
        {
            member.Order = order;
        }
    }

    private static void Write(JsonElement value, ArrayBufferWriter<byte> text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, text);
                break;
            case JsonValueKind.Array:
                WriteArray(value, text);
                break;
            case JsonValueKind.String:
                WriteString(value, text);
                break;
            case JsonValueKind.Number:
                Encoding.UTF8.GetBytes(Number(value.GetDouble()), text);
                break;
            default:
                text.Write(JsonMarshal.GetRawUtf8Value(value));
                break;
        }
    }

    private static void WriteObject(JsonElement value, ArrayBufferWriter<byte> text)
    {
        var (names, members, at) = (new string[value.GetPropertyCount()], new JsonElement[value.GetPropertyCount()], 0);
        foreach (var member in value.EnumerateObject())
        {
            (names[at], members[at]) = (member.Name, member.Value);
            at++;
        }

        Array.Sort(names, members, StringComparer.Ordinal);
        text.Write("{"u8);
        for (at = 0; at < names.Length; at++)
        {
            text.Write(at == 0 ? [] : ","u8);
            WriteString(names[at], text);
            text.Write(":"u8);
            Write(members[at], text);
        }

        text.Write("}"u8);
    }

    private static void WriteArray(JsonElement value, ArrayBufferWriter<byte> text)
    {
        text.Write("["u8);
        var at = 0;
        foreach (var entry in value.EnumerateArray())
        {
            text.Write(at++ == 0 ? [] : ","u8);
            Write(entry, text);
        }

        text.Write("]"u8);
    }

    /// <summary>What is written without an escape is canonical as it stands.</summary>
    private static void WriteString(JsonElement value, ArrayBufferWriter<byte> text)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        if (!raw.Contains((byte)'\\') && Utf8.IsValid(raw))
        {
            text.Write(raw);
        }
        else
        {
            WriteString(value.GetString()!, text);
        }
    }

    private static void WriteString(ReadOnlySpan<char> value, ArrayBufferWriter<byte> text)
    {
        text.Write("\""u8);
        while (value.IndexOfAny(Escaped) is var plain and >= 0)
        {
            Encoding.UTF8.GetBytes(value[..plain], text);
            Encoding.UTF8.GetBytes(
                value[plain] switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    '\b' => "\\b",
                    '\t' => "\\t",
                    '\n' => "\\n",
                    '\f' => "\\f",
                    '\r' => "\\r",
                    var control => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)control:x4}"),
                },
                text);
            value = value[(plain + 1)..];
        }

        Encoding.UTF8.GetBytes(value, text);
        text.Write("\""u8);
    }

    /// <summary>A number as ECMAScript writes it (Number::toString).</summary>
    private static string Number(double number)
    {
        if (!double.IsFinite(number))
        {
            throw new JsonException("A number beyond a double has no canonical form.");
        }

        if (number == 0)
        {
            return "0";
        }

        // The framework finds the same shortest digits, but sets the point elsewhere. `point` is where it stands in them.
        var sign = number < 0 ? "-" : "";
        var (digits, point) = Digits(Math.Abs(number));
        return sign + point switch
        {
            _ when digits.Length <= point && point <= 21 => digits.PadRight(point, '0'),
            > 0 and <= 21 => $"{digits[..point]}.{digits[point..]}",
            > -6 and <= 0 => $"0.{new string('0', -point)}{digits}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{point - 1:+0;-0}"),
        };
    }

    private static (string Digits, int Point) Digits(double number)
    {
        var written = number.ToString("R", CultureInfo.InvariantCulture);
        var mark = written.IndexOf('E', StringComparison.Ordinal);
        var mantissa = mark < 0 ? written : written[..mark];
        var exponent = mark < 0 ? 0 : int.Parse(written.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

        var fraction = mantissa.IndexOf('.', StringComparison.Ordinal);
        var point = (fraction < 0 ? mantissa.Length : fraction) + exponent;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        return (significant.TrimEnd('0'), point - (digits.Length - significant.Length));
    }

    /// <summary>Figures; whole numbers are canonical as they are written. A cast to double rounds more than once, reading the figure as JSON has it does not.</summary>
    private sealed class NumberConverter : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteRawValue(Number(double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)));
    }
}
