using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OpenMinutes.Contracts;

/// <summary>The canonical form of JSON (RFC 8785): what two texts of one document have in common, byte for byte, so that it can be hashed.</summary>
public static class CanonicalJson
{
    // Two members of one name would have no order.
    private static readonly JsonDocumentOptions Parsing = new() { MaxDepth = MinutesJson.Options.MaxDepth, AllowDuplicateProperties = false };

    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(static code => (char)code), '"', '\\']);

    /// <summary>The canonical form.</summary>
    /// <param name="utf8">A JSON text.</param>
    /// <returns>The canonical JSON text in UTF-8.</returns>
    /// <exception cref="JsonException">The text is not JSON, gives a member twice, holds half a surrogate pair, or a number beyond a double.</exception>
    public static byte[] Of(ReadOnlyMemory<byte> utf8)
    {
        var text = new StringBuilder(utf8.Length);
        try
        {
            using var document = JsonDocument.Parse(utf8, Parsing);
            Write(document.RootElement, text);
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("Half a surrogate pair has no canonical form.", exception);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The SHA-256 of the canonical form, 64 lower-case hexadecimal digits.</summary>
    /// <inheritdoc cref="Of" path="/param"/>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static string Sha256(ReadOnlyMemory<byte> utf8) => Convert.ToHexStringLower(SHA256.HashData(Of(utf8)));

    private static void Write(JsonElement value, StringBuilder text)
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
                WriteString(value.GetString()!, text);
                break;
            case JsonValueKind.Number:
                WriteNumber(value.GetDouble(), text);
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void WriteObject(JsonElement value, StringBuilder text)
    {
        var separator = '{';
        foreach (var (name, member) in value.EnumerateObject()
            .Select(static member => (member.Name, member.Value))
            .OrderBy(static member => member.Name, StringComparer.Ordinal))
        {
            text.Append(separator);
            separator = ',';
            WriteString(name, text);
            text.Append(':');
            Write(member, text);
        }

        text.Append(separator == '{' ? "{}" : "}");
    }

    private static void WriteArray(JsonElement value, StringBuilder text)
    {
        var separator = '[';
        foreach (var entry in value.EnumerateArray())
        {
            text.Append(separator);
            separator = ',';
            Write(entry, text);
        }

        text.Append(separator == '[' ? "[]" : "]");
    }

    private static void WriteString(ReadOnlySpan<char> value, StringBuilder text)
    {
        text.Append('"');
        while (value.IndexOfAny(Escaped) is var plain and >= 0)
        {
            text.Append(value[..plain]);
            _ = value[plain] switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                var control => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)control:x4}"),
            };
            value = value[(plain + 1)..];
        }

        text.Append(value).Append('"');
    }

    /// <summary>A number as ECMAScript writes it (Number::toString).</summary>
    private static void WriteNumber(double number, StringBuilder text)
    {
        if (!double.IsFinite(number))
        {
            throw new JsonException("A number beyond a double has no canonical form.");
        }

        if (number == 0)
        {
            text.Append('0');
            return;
        }

        if (number < 0)
        {
            text.Append('-');
        }

        // The framework finds the same shortest digits, but sets the point elsewhere. `point` is where it stands in them.
        var (digits, point) = Digits(Math.Abs(number));
        if (digits.Length <= point && point <= 21)
        {
            text.Append(digits).Append('0', point - digits.Length);
        }
        else if (point is > 0 and <= 21)
        {
            text.Append(digits.AsSpan(0, point)).Append('.').Append(digits.AsSpan(point));
        }
        else if (point is > -6 and <= 0)
        {
            text.Append("0.").Append('0', -point).Append(digits);
        }
        else
        {
            text.Append(digits[0]);
            if (digits.Length > 1)
            {
                text.Append('.').Append(digits.AsSpan(1));
            }

            text.Append(CultureInfo.InvariantCulture, $"e{point - 1:+0;-0}");
        }
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
}
