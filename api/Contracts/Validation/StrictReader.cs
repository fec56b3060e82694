using System.Buffers;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace OpenMinutes.Contracts;

/// <summary>
/// Reads a JSON body from outside as a type and tells everything that is wrong with it at once, each fault with its place.
/// The type's members and annotations are the rules; the JSON Schema is made of the same.
/// </summary>
public static class StrictReader
{
    // Unknown members are faults of the walk already; what is left of them is ignored on purpose.
    private static readonly JsonSerializerOptions Lenient = new(MinutesJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    // No XML holds these, and PostgreSQL's jsonb refuses U+0000.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Select(static code => (char)code).Except(['\t', '\n', '\r']), '\ufffe', '\uffff']);

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MinutesJson.Options.MaxDepth };

    /// <summary>Reads a body.</summary>
    /// <typeparam name="T">What the body is to be: an object of strings, enumerations, times, days, booleans, numbers, lists and such objects.</typeparam>
    /// <param name="utf8">The body.</param>
    public static Reading<T> Read<T>(ReadOnlyMemory<byte> utf8)
        where T : class =>
        Read<T>(utf8, FrozenSet<string>.Empty, static (_, _) => { });

    /// <summary>Reads a body whose type cannot say all of its rules.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="ignored">Members of the body itself that are passed over.</param>
    /// <param name="checkRules">Checks the rules that the type cannot say, on a body that may have other faults.</param>
    internal static Reading<T> Read<T>(ReadOnlyMemory<byte> utf8, FrozenSet<string> ignored, Action<JsonElement, FaultList> checkRules)
        where T : class
    {
        var faults = new FaultList();
        if (!TryParse(utf8, faults, out var document))
        {
            return new Reading<T>(null, faults.Faults);
        }

        using (document)
        {
            var body = document.RootElement;
            new Walk(faults).Value(body, new ValueShape(typeof(T)), null, ignored);
            checkRules(body, faults);
            return new Reading<T>(faults.Faults.Count == 0 ? body.Deserialize<T>(Lenient) : null, faults.Faults);
        }
    }

    private static bool TryParse(ReadOnlyMemory<byte> utf8, FaultList faults, [NotNullWhen(true)] out JsonDocument? document)
    {
        document = null;
        if (!Utf8.IsValid(utf8.Span))
        {
            faults.Add(FaultCodes.Malformed, "is not valid UTF-8");
            return false;
        }

        try
        {
            if (NamesAreText(utf8.Span))
            {
                document = JsonDocument.Parse(utf8, Strict);
                return true;
            }

            faults.Add(FaultCodes.Malformed, "has a member whose name holds half of a surrogate pair");
            return false;
        }
        catch (JsonException exception)
        {
            faults.Add(FaultCodes.Malformed, string.Create(
                CultureInfo.InvariantCulture,
                $"is not JSON, or nested deeper than {Strict.MaxDepth}: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}"));
            return false;
        }
    }

    // Half a surrogate pair ("\ud83d") is JSON to the framework until somebody asks for the text.
    private static bool NamesAreText(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOf("\\u"u8) < 0)
        {
            return true;
        }

        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = Strict.MaxDepth });
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.PropertyName, ValueIsEscaped: true } && !IsText(ref reader))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private sealed class Walk(FaultList faults)
    {
        private char[] _text = new char[256];

        public void Value(JsonElement value, ValueShape shape, Member? member, FrozenSet<string> ignored)
        {
            switch (shape.Kind, value.ValueKind)
            {
                case (ValueKind.Object, JsonValueKind.Object):
                    Object(value, shape.Object, ignored);
                    break;
                case (ValueKind.List, JsonValueKind.Array):
                    List(value, shape.Element, member);
                    break;
                case (ValueKind.Boolean, JsonValueKind.True or JsonValueKind.False):
                    break;
                case (ValueKind.WholeNumber, JsonValueKind.Number):
                    WholeNumber(value, shape, member);
                    break;
                case (ValueKind.Number, JsonValueKind.Number):
                    Number(value, member);
                    break;
                case (ValueKind.Text or ValueKind.Name or ValueKind.Time or ValueKind.Day, JsonValueKind.String):
                    String(value, shape, member);
                    break;
                default:
                    faults.Add(FaultCodes.WrongType, $"must be {shape.Description}");
                    break;
            }
        }

        private void Object(JsonElement value, Shape shape, FrozenSet<string> ignored)
        {
            Span<bool> seen = stackalloc bool[shape.Members.Length];
            var likely = 0;
            foreach (var property in value.EnumerateObject())
            {
                if (faults.IsFull)
                {
                    return;
                }

                if (Find(shape, property, likely) is { } member)
                {
                    likely = member.Ordinal + 1;
                    faults.Enter(member.Name);
                    if (seen[member.Ordinal])
                    {
                        faults.Add(FaultCodes.DuplicateMember, "is given twice");
                    }
                    else if (!IsAbsent(property.Value, member))
                    {
                        Value(property.Value, member.Value, member, FrozenSet<string>.Empty);
                    }

                    seen[member.Ordinal] = true;
                    faults.Leave();
                }
                else if (!ignored.Contains(property.Name))
                {
                    faults.Enter(property.Name);
                    faults.Add(FaultCodes.UnknownMember, "is not a member known here");
                    faults.Leave();
                }
            }

            foreach (var member in shape.Members)
            {
                if (member.IsRequired && !seen[member.Ordinal])
                {
                    faults.Enter(member.Name);
                    faults.Add(FaultCodes.Missing, "is required");
                    faults.Leave();
                }
            }
        }

        private static Member? Find(Shape shape, JsonProperty property, int likely)
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(property);
            return shape.Find(name.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(property.Name) : name, likely);
        }

        /// <summary>Null and empty are one fact, "absent", and a fault where the member is required.</summary>
        private bool IsAbsent(JsonElement value, Member member)
        {
            var absent = value.ValueKind switch
            {
                JsonValueKind.Null => member.Value.IsNullable || member.IsRequired,
                JsonValueKind.String => member.Value.Kind == ValueKind.Text && value.ValueEquals(""u8),
                JsonValueKind.Array => member.Value.Kind == ValueKind.List && value.GetArrayLength() == 0,
                _ => false,
            };
            if (absent && member.IsRequired)
            {
                faults.Add(FaultCodes.Missing, "is required");
            }

            return absent;
        }

        private void List(JsonElement value, ValueShape element, Member? member)
        {
            member?.CheckLength(value.GetArrayLength(), "entries", faults);

            var index = 0;
            foreach (var entry in value.EnumerateArray())
            {
                if (faults.IsFull)
                {
                    return;
                }

                faults.Enter(index++);
                if (element.Kind == ValueKind.Text && entry.ValueKind == JsonValueKind.String && entry.ValueEquals(""u8))
                {
                    faults.Add(FaultCodes.TooShort, "must not be empty");
                }
                else
                {
                    Value(entry, element, null, FrozenSet<string>.Empty);
                }

                faults.Leave();
            }
        }

        private void WholeNumber(JsonElement value, ValueShape shape, Member? member)
        {
            if (!value.TryGetInt64(out var number))
            {
                faults.Add(FaultCodes.WrongType, "must be a whole number, written without a fraction or exponent");
            }
            else if (Math.Abs((decimal)number) > shape.Largest)
            {
                faults.Add(FaultCodes.OutOfRange, $"must be at most {shape.Largest}");
            }
            else
            {
                member?.CheckNumber(number, faults);
            }
        }

        private void Number(JsonElement value, Member? member)
        {
            if (!value.TryGetDecimal(out var number) || !IsExact(value.GetRawText(), number))
            {
                faults.Add(FaultCodes.OutOfRange, $"must be a number of at most {Limits.SignificantDigits} significant digits");
            }
            else
            {
                member?.CheckNumber(number, faults);
            }
        }

        /// <summary>Whether the decimal is the number as written, and a binary double would carry it there and back.</summary>
        private static bool IsExact(string written, decimal number)
        {
            var mantissa = written.AsSpan(0, written.AsSpan().IndexOfAny('e', 'E') is var exponent and >= 0 ? exponent : written.Length);
            var digits = string.Concat(mantissa.ToString().Where(char.IsAsciiDigit)).Trim('0');
            return digits.Length <= Limits.SignificantDigits && (number != 0 || digits.Length == 0);
        }

        private void String(JsonElement value, ValueShape shape, Member? member)
        {
            if (!TryGetText(value, out var text))
            {
                faults.Add(FaultCodes.UnpairedSurrogate, "holds half of a surrogate pair");
                return;
            }

            switch (shape.Kind)
            {
                case ValueKind.Text:
                    if (text.IndexOfAny(Forbidden) is var at and >= 0)
                    {
                        faults.Add(FaultCodes.ControlCharacter, string.Create(CultureInfo.InvariantCulture, $"holds U+{(int)text[at]:X4}"));
                    }

                    member?.CheckText(text, faults);
                    break;
                case ValueKind.Name when !shape.HasName(text):
                    faults.Add(FaultCodes.InvalidValue, $"must be one of {string.Join(", ", shape.Names)}");
                    break;
                case ValueKind.Time when !OffsetTimeConverter.TryParse(text.ToString(), out _):
                    if (OffsetTimeConverter.TryParse($"{text}Z", out _))
                    {
                        faults.Add(FaultCodes.OffsetMissing, "must carry its offset from UTC, as in 2025-11-20T15:30:00+08:00");
                    }
                    else
                    {
                        faults.Add(FaultCodes.InvalidValue, "must be a time as in 2025-11-20T15:30:00+08:00");
                    }

                    break;
                case ValueKind.Day when !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _):
                    faults.Add(FaultCodes.InvalidValue, "must be a day as in 2025-11-20");
                    break;
            }
        }

        /// <summary>The text, until the next is asked for.</summary>
        private bool TryGetText(JsonElement value, out ReadOnlySpan<char> text)
        {
            try
            {
                text = Text(value);
                return true;
            }
            catch (InvalidOperationException)
            {
                text = default;
                return false;
            }
        }

        private ReadOnlySpan<char> Text(JsonElement value)
        {
            var quoted = JsonMarshal.GetRawUtf8Value(value);
            if (quoted.Contains((byte)'\\'))
            {
                return value.GetString();
            }

            if (_text.Length < quoted.Length)
            {
                _text = new char[quoted.Length];
            }

            return _text.AsSpan(0, Encoding.UTF8.GetChars(quoted[1..^1], _text));
        }
    }
}
