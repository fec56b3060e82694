using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using OpenMinutes.Contracts;

namespace OpenMinutes.Tests.Support;

/// <summary>
/// A record in which every text, figure, day, hash and anchor is a mark found nowhere else, and which marks its public edition must show and must not.
/// </summary>
internal sealed record GeneratedRecord
{
    public required MeetingRecord Record { get; init; }

    /// <summary>What the public edition shows.</summary>
    public required IReadOnlyList<string> Open { get; init; }

    /// <summary>What nothing public may hold.</summary>
    public required IReadOnlyList<string> Closed { get; init; }

    /// <summary>The anchors of parts that are wholly open; an erratum on any other is not public.</summary>
    public required IReadOnlyList<string> OpenAnchors { get; init; }

    /// <summary>The anchors of all other parts.</summary>
    public required IReadOnlyList<string> ClosedAnchors { get; init; }
}

/// <summary>
/// Makes records with every member filled and parts disclosed at random; the same seed makes the same record.
/// Members come from the types, so that one added to the model is filled, and expected to be withheld with its part, without a word here.
/// </summary>
internal sealed class RecordGenerator
{
    /// <summary>For <c>EndSize</c> of a property over a seed: left alone, FsCheck would try the hundred smallest numbers over and over.</summary>
    public const int Seeds = 1_000_000;

    private const int DeepestClause = 3;

    private readonly Random _random;
    private readonly List<string> _open = [];
    private readonly List<string> _closed = [];
    private readonly List<string> _openAnchors = [];
    private readonly List<string> _closedAnchors = [];
    private readonly Dictionary<string, DisclosureLevel> _items = [];
    private readonly HashSet<AttendeeRole> _closedRoles = [];
    private int _marks;

    private RecordGenerator(int seed) => _random = new Random(seed);

    public static GeneratedRecord Generate(int seed)
    {
        var generator = new RecordGenerator(seed);
        var json = generator.Object(typeof(MeetingRecord), DisclosureLevel.Public, depth: 0);
        return new GeneratedRecord
        {
            Record = json.Deserialize<MeetingRecord>(MinutesJson.Options)!,
            Open = generator._open,
            Closed = generator._closed,
            OpenAnchors = generator._openAnchors,
            ClosedAnchors = generator._closedAnchors,
        };
    }

    private JsonObject Object(Type type, DisclosureLevel above, int depth)
    {
        var members = MinutesJson.Options.GetTypeInfo(type).Properties;
        var json = new JsonObject();
        var level = above;
        var surviving = above == DisclosureLevel.Public;

        if (members.FirstOrDefault(member => member.PropertyType == typeof(Disclosure)) is { } disclosure)
        {
            var own = Pick<DisclosureLevel?>(null, null, DisclosureLevel.Public, DisclosureLevel.Public, DisclosureLevel.Summary, DisclosureLevel.Withheld);
            level = own ?? (type == typeof(Attachment) ? DisclosureLevel.Withheld : DisclosureLevel.Public);
            if (type == typeof(Annex))
            {
                var (item, itemLevel) = Pick([.. _items]);
                json["item"] = item;

                // The item's summary does not stand for the annex.
                level = itemLevel == DisclosureLevel.Summary && level == DisclosureLevel.Public ? DisclosureLevel.Withheld : Max(level, itemLevel);
            }

            json[disclosure.Name] = own is { } given ? Disclosed(given, shown: surviving && level == DisclosureLevel.Summary && own == level) : null;
            level = Max(level, above);
        }

        // Header lines depend on the people, annexes on the items.
        foreach (var member in members.OrderBy(static member => member.Name is "header" ? 1 : 0))
        {
            if (!json.ContainsKey(member.Name))
                json[member.Name] = Value(type, member, level, surviving && Survives(type, member.Name), json, depth);
        }

        if (type == typeof(Item))
            _items.Add(json["id"]!.GetValue<string>(), level);
        if (type == typeof(Attendee) && level != DisclosureLevel.Public)
            _closedRoles.Add(json["role"].Deserialize<AttendeeRole>(MinutesJson.Options));
        return json;
    }

    private JsonNode? Value(Type owner, JsonPropertyInfo member, DisclosureLevel level, bool survives, JsonObject json, int depth)
    {
        var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        var isPublic = (level == DisclosureLevel.Public || survives) && !NeverPublic(owner, member.Name);

        if (type == typeof(string))
        {
            var mark = Text(member);
            if (mark is not null)
            {
                var printed = owner == typeof(HeaderLine) && member.Name == "asWritten" && NamesSomebodyClosed(json["key"].Deserialize<HeaderKey>(MinutesJson.Options));
                (isPublic && !printed ? _open : _closed).Add(mark);
                if (member.Name == "id" && owner != typeof(MeetingRecord) && owner != typeof(RecordSource))
                    (level == DisclosureLevel.Public ? _openAnchors : _closedAnchors).Add(mark);
            }

            return mark ?? "supervisors";
        }

        if (type.IsEnum)
            return JsonSerializer.SerializeToNode(Pick([.. Enum.GetValues(type).Cast<object>()]), type, MinutesJson.Options);
        if (type == typeof(DateTimeOffset))
            return JsonValue.Create(new DateTimeOffset(2025, 11, 20, 15, 30, 0, TimeSpan.FromHours(8)));
        if (type == typeof(bool))
            return false;
        if (type == typeof(DateOnly))
            return Mark(isPublic, new DateOnly(1800, 1, 1).AddDays(++_marks), static day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (type == typeof(decimal))
            return Mark(isPublic, 7_000_000.25m + ++_marks, static figure => figure.ToString(CultureInfo.InvariantCulture));
        if (type == typeof(long))
            return Mark(isPublic, 80_000_000L + ++_marks, static size => size.ToString(CultureInfo.InvariantCulture));
        if (type == typeof(int))
            return Mark(isPublic, 600_000 + ++_marks, static number => number.ToString(CultureInfo.InvariantCulture));
        if (MinutesJson.Options.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element })
            return List(element, level, depth);
        return Object(type, isPublic ? DisclosureLevel.Public : DisclosureLevel.Withheld, depth);
    }

    private JsonArray List(Type element, DisclosureLevel level, int depth)
    {
        var isClause = element == typeof(Clause);
        var most = isClause && depth >= DeepestClause ? 0 : 3;
        var least = element == typeof(Section) || element == typeof(Item) || element == typeof(HeaderLine) ? 1 : 0;
        return [.. Enumerable.Range(0, _random.Next(least, most + 1)).Select(_ => (JsonNode)Object(element, level, isClause ? depth + 1 : 0))];
    }

    private JsonNode Disclosed(DisclosureLevel level, bool shown)
    {
        var summary = $"摘{++_marks:D6}要";
        (shown ? _open : _closed).Add(summary);
        return JsonSerializer.SerializeToNode(
            new Disclosure { Level = level, Ground = Pick([null, .. Enum.GetValues<Ground>().Cast<Ground?>()]), Summary = summary },
            MinutesJson.Options)!;
    }

    /// <summary>A text of the shape the member wants; null if it names something that is no mark.</summary>
    private string? Text(JsonPropertyInfo member)
    {
        var pattern = member.AttributeProvider!.GetCustomAttributes(typeof(RegularExpressionAttribute), inherit: true)
            .Cast<RegularExpressionAttribute>().FirstOrDefault()?.Pattern;
        return (pattern, member.Name) switch
        {
            (null or Patterns.Paragraph, _) => $"密{++_marks:D6}文",
            (Patterns.Sha256, _) => $"{++_marks:x6}".PadLeft(64, 'f'),
            (_, "id") => $"p-{++_marks:D6}-q",
            _ => null,
        };
    }

    private JsonNode Mark<T>(bool isPublic, T value, Func<T, string> written)
    {
        (isPublic ? _open : _closed).Add(written(value));
        return JsonSerializer.SerializeToNode(value, MinutesJson.Options)!;
    }

    private bool NamesSomebodyClosed(HeaderKey key) => key switch
    {
        HeaderKey.Chair => _closedRoles.Contains(AttendeeRole.Chair),
        HeaderKey.Recorder => _closedRoles.Contains(AttendeeRole.Recorder),
        HeaderKey.Attendance => _closedRoles.Overlaps([AttendeeRole.Attendee, AttendeeRole.Observer, AttendeeRole.Unspecified]),
        _ => false,
    };

    private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];

    private static DisclosureLevel Max(DisclosureLevel one, DisclosureLevel other) => one > other ? one : other;

    private static bool Survives(Type part, string member) => (part.Name, member) is (_, "id") or (_, "label") or (nameof(Section), "heading");

    private static bool NeverPublic(Type owner, string member) => (owner.Name, member) is (nameof(MeetingRecord), "id" or "source");
}
