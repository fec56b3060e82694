using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace OpenMinutes.Contracts;

/// <summary>What a JSON object must look like to be read as a type, taken from the type: its members and their annotations.</summary>
internal sealed class Shape
{
    private static readonly ConcurrentDictionary<Type, Shape> Known = new();

    private Shape(JsonTypeInfo type)
    {
        Members = [.. type.Properties.Where(static member => member.Set is not null).Select(static (member, ordinal) => new Member(member, ordinal))];
    }

    public ImmutableArray<Member> Members { get; }

    public static Shape Of(Type type) => Known.GetOrAdd(type, static type => new Shape(MinutesJson.Options.GetTypeInfo(type)));

    /// <summary>The member of this name; null if there is none.</summary>
    /// <param name="utf8">The name.</param>
    /// <param name="likely">The ordinal that it has if the object is written in the order of the type.</param>
    public Member? Find(ReadOnlySpan<byte> utf8, int likely)
    {
        for (var at = 0; at < Members.Length; at++)
        {
            var member = Members[(likely + at) % Members.Length];
            if (utf8.SequenceEqual(member.Utf8Name))
            {
                return member;
            }
        }

        return null;
    }
}

/// <summary>What a member must look like.</summary>
internal sealed class Member
{
    private static readonly ConcurrentDictionary<string, Regex> Regexes = new(StringComparer.Ordinal);

    private readonly byte[] _utf8Name;
    private readonly string? _pattern;
    private readonly Regex? _regex;
    private readonly decimal? _minimum;
    private readonly decimal? _maximum;
    private readonly int _shortest;
    private readonly int _longest = int.MaxValue;

    public Member(JsonPropertyInfo member, int ordinal)
    {
        Name = member.Name;
        _utf8Name = Encoding.UTF8.GetBytes(member.Name);
        Ordinal = ordinal;
        IsRequired = member.IsRequired;
        Value = new ValueShape(member.PropertyType);

        foreach (var attribute in member.AttributeProvider?.GetCustomAttributes(typeof(ValidationAttribute), inherit: true) ?? [])
        {
            switch (attribute)
            {
                case RegularExpressionAttribute { Pattern: var pattern }:
                    _pattern = pattern;
                    _regex = Regexes.GetOrAdd(pattern, static pattern => new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.Compiled));
                    break;
                case StringLengthAttribute length:
                    (_shortest, _longest) = (length.MinimumLength, length.MaximumLength);
                    break;
                case MinLengthAttribute { Length: var shortest }:
                    _shortest = shortest;
                    break;
                case MaxLengthAttribute { Length: var longest }:
                    _longest = longest;
                    break;
                case RangeAttribute range:
                    _minimum = Convert.ToDecimal(range.Minimum, null);
                    _maximum = Convert.ToDecimal(range.Maximum, null);
                    break;
                default:
                    throw new NotSupportedException($"{attribute.GetType().Name} on {member.Name} would not be checked.");
            }
        }
    }

    public string Name { get; }

    public ReadOnlySpan<byte> Utf8Name => _utf8Name;

    /// <summary>The member's place among those of its type.</summary>
    public int Ordinal { get; }

    public bool IsRequired { get; }

    public ValueShape Value { get; }

    public void CheckText(ReadOnlySpan<char> text, FaultList faults)
    {
        CheckLength(text.Length <= _longest ? text.Length : CodePoints(text), "characters", faults);
        if (_regex is not null && !IsWholeMatch(_regex, text))
        {
            if (_pattern == Patterns.Paragraph)
            {
                faults.Add(FaultCodes.Newline, "must be one paragraph, without line ends");
            }
            else
            {
                faults.Add(FaultCodes.Pattern, $"must match {_pattern}");
            }
        }
    }

    /// <summary>As RegularExpressionAttribute does: the first match is the whole text, for $ alone lets a last line end pass.</summary>
    private static bool IsWholeMatch(Regex regex, ReadOnlySpan<char> text)
    {
        var matches = regex.EnumerateMatches(text);
        return matches.MoveNext() && matches.Current.Index == 0 && matches.Current.Length == text.Length;
    }

    private static int CodePoints(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    public void CheckLength(int length, string of, FaultList faults)
    {
        if (length > _longest)
        {
            faults.Add(FaultCodes.TooLong, $"must have at most {_longest} {of}");
        }
        else if (length < _shortest)
        {
            faults.Add(FaultCodes.TooShort, $"must have at least {_shortest} {of}");
        }
    }

    public void CheckNumber(decimal number, FaultList faults)
    {
        if (number < _minimum || number > _maximum)
        {
            faults.Add(FaultCodes.OutOfRange, $"must be between {_minimum} and {_maximum}");
        }
    }
}

/// <summary>What kind of JSON value a C# type is.</summary>
internal enum ValueKind
{
    Object,
    List,
    Text,
    Name,
    Time,
    Day,
    Boolean,
    WholeNumber,
    Number,
}

/// <summary>What a value must look like.</summary>
internal sealed class ValueShape
{
    private readonly Lazy<Shape> _object;
    private readonly Lazy<ValueShape> _element;

    public ValueShape(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        IsNullable = !type.IsValueType || bare != type;
        Kind = KindOf(bare);

        // Lazy, because types contain themselves.
        _object = new Lazy<Shape>(() => Shape.Of(bare));
        _element = new Lazy<ValueShape>(() => new ValueShape(MinutesJson.Options.GetTypeInfo(bare).ElementType!));
        Names = Kind == ValueKind.Name ? [.. Enum.GetValues(bare).Cast<object>().Select(NameOf)] : [];
        Largest = bare == typeof(int) ? int.MaxValue : Limits.WholeNumber;
    }

    public ValueKind Kind { get; }

    public bool IsNullable { get; }

    /// <summary>The names of an enumeration.</summary>
    public IReadOnlyList<string> Names { get; }

    public bool HasName(ReadOnlySpan<char> text)
    {
        foreach (var name in Names)
        {
            if (text.SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The largest whole number the type holds and every reader of JSON agrees on.</summary>
    public long Largest { get; }

    public Shape Object => _object.Value;

    public ValueShape Element => _element.Value;

    public string Description => Kind switch
    {
        ValueKind.Object => "an object",
        ValueKind.List => "an array",
        ValueKind.Boolean => "true or false",
        ValueKind.WholeNumber => "a whole number",
        ValueKind.Number => "a number",
        _ => "a string",
    };

    private static ValueKind KindOf(Type type)
    {
        if (type == typeof(string))
        {
            return ValueKind.Text;
        }

        if (type.IsEnum)
        {
            return ValueKind.Name;
        }

        if (type == typeof(DateTimeOffset))
        {
            return ValueKind.Time;
        }

        if (type == typeof(DateOnly))
        {
            return ValueKind.Day;
        }

        if (type == typeof(bool))
        {
            return ValueKind.Boolean;
        }

        if (type == typeof(int) || type == typeof(long))
        {
            return ValueKind.WholeNumber;
        }

        if (type == typeof(decimal))
        {
            return ValueKind.Number;
        }

        return MinutesJson.Options.GetTypeInfo(type).Kind switch
        {
            JsonTypeInfoKind.Object => ValueKind.Object,
            JsonTypeInfoKind.Enumerable => ValueKind.List,
            _ => throw new NotSupportedException($"{type} has no strict reading."),
        };
    }

    private static string NameOf(object value) =>
        JsonSerializer.SerializeToElement(value, value.GetType(), MinutesJson.Options).GetString()!;
}
