using System.Text;
using System.Text.Json;

namespace OpenMinutes.Contracts;

/// <summary>
/// Reads a stored public edition, member by member. The serializer's bookkeeping around every member, and its going over every text twice, were most of the time that
/// reading an edition took. What is rare is left to the serializer.
/// </summary>
internal static partial class StoredReader
{
    internal delegate T ReadOne<T>(ref Utf8JsonReader reader);

    /// <summary>Reads an edition whose opening brace was read.</summary>
    public static PublicEdition Edition(ref Utf8JsonReader reader)
    {
        int? edition = null, number = null, term = null, session = null;
        string? series = null, key = null, title = null, changeNote = null, location = null;
        DateTimeOffset? start = null, end = null, publishedAt = null;
        MeetingKind? kind = null;
        List<HeaderLine>? header = null;
        List<PublicAttendee>? attendance = null;
        List<PublicSection>? sections = null;
        List<PublicAnnex>? annexes = null;
        IReadOnlyList<PublicAttachment>? attachments = null;
        IReadOnlyList<Erratum>? errata = null;
        while (HasMember(ref reader, out var member))
        {
            if (member.SequenceEqual("edition"u8)) edition = Number(ref reader);
            else if (member.SequenceEqual("publishedAt"u8)) publishedAt = Time(ref reader);
            else if (member.SequenceEqual("changeNote"u8)) changeNote = Text(ref reader);
            else if (member.SequenceEqual("series"u8)) series = Recurring(ref reader);
            else if (member.SequenceEqual("key"u8)) key = Text(ref reader);
            else if (member.SequenceEqual("number"u8)) number = Number(ref reader);
            else if (member.SequenceEqual("term"u8)) term = Number(ref reader);
            else if (member.SequenceEqual("session"u8)) session = Number(ref reader);
            else if (member.SequenceEqual("kind"u8)) kind = Word<MeetingKind>.Read(ref reader);
            else if (member.SequenceEqual("title"u8)) title = Recurring(ref reader) ?? "";
            else if (member.SequenceEqual("start"u8)) start = Time(ref reader);
            else if (member.SequenceEqual("end"u8)) end = Time(ref reader);
            else if (member.SequenceEqual("location"u8)) location = Text(ref reader);
            else if (member.SequenceEqual("header"u8)) header = List(ref reader, Line);
            else if (member.SequenceEqual("attendance"u8)) attendance = List(ref reader, Attendee);
            else if (member.SequenceEqual("sections"u8)) sections = List(ref reader, Section);
            else if (member.SequenceEqual("annexes"u8)) annexes = List(ref reader, Annex);
            else if (member.SequenceEqual("attachments"u8)) attachments = StoredJson.Part<IReadOnlyList<PublicAttachment>>(ref reader);
            else if (member.SequenceEqual("errata"u8)) errata = StoredJson.Part<IReadOnlyList<Erratum>>(ref reader);
            else throw Unknown(ref reader, "A public edition");
        }

        return new PublicEdition
        {
            Edition = edition ?? throw Lacks("A public edition", "edition"),
            PublishedAt = publishedAt,
            ChangeNote = changeNote,
            Series = series ?? throw Lacks("A public edition", "series"),
            Key = key ?? throw Lacks("A public edition", "key"),
            Number = number,
            Term = term,
            Session = session,
            Kind = kind,
            Title = title ?? throw Lacks("A public edition", "title"),
            Start = start ?? throw Lacks("A public edition", "start"),
            End = end,
            Location = location,
            Header = header ?? [],
            Attendance = attendance ?? [],
            Sections = sections ?? [],
            Annexes = annexes ?? [],
            Attachments = attachments ?? [],
            Errata = errata ?? [],
        };
    }

    private static HeaderLine Line(ref Utf8JsonReader reader)
    {
        HeaderKey? key = null;
        string? label = null, asWritten = null;
        while (HasMember(ref reader, out var member))
        {
            if (member.SequenceEqual("key"u8)) key = Word<HeaderKey>.Read(ref reader);
            else if (member.SequenceEqual("label"u8)) label = Recurring(ref reader);
            else if (member.SequenceEqual("asWritten"u8)) asWritten = Text(ref reader) ?? "";
            else throw Unknown(ref reader, "A line of the head");
        }

        return new HeaderLine { Key = key ?? throw Lacks("A line of the head", "key"), Label = label, AsWritten = asWritten ?? throw Lacks("A line of the head", "asWritten") };
    }

    public static PublicAttendee Attendee(ref Utf8JsonReader reader)
    {
        string? id = null, asWritten = null, name = null, title = null, unit = null;
        AttendeeRole? role = null;
        AttendanceStatus? status = null;
        AttendanceMode? mode = null;
        Representative? representedBy = null;
        Disclosure? disclosure = null;
        while (HasMember(ref reader, out var member))
        {
            if (member.SequenceEqual("id"u8)) id = Recurring(ref reader);
            else if (member.SequenceEqual("role"u8)) role = Word<AttendeeRole>.Read(ref reader);
            else if (member.SequenceEqual("asWritten"u8)) asWritten = Text(ref reader);
            else if (member.SequenceEqual("name"u8)) name = Recurring(ref reader);
            else if (member.SequenceEqual("title"u8)) title = Recurring(ref reader);
            else if (member.SequenceEqual("unit"u8)) unit = Recurring(ref reader);
            else if (member.SequenceEqual("status"u8)) status = Word<AttendanceStatus>.Read(ref reader);
            else if (member.SequenceEqual("mode"u8)) mode = Word<AttendanceMode>.Read(ref reader);
            else if (member.SequenceEqual("representedBy"u8)) representedBy = StoredJson.Part<Representative>(ref reader);
            else if (member.SequenceEqual("disclosure"u8)) disclosure = StoredJson.Part<Disclosure>(ref reader);
            else throw Unknown(ref reader, "An attendee");
        }

        return new PublicAttendee
        {
            Id = id ?? throw Lacks("An attendee", "id"),
            Role = role ?? throw Lacks("An attendee", "role"),
            AsWritten = asWritten,
            Name = name,
            Title = title,
            Unit = unit,
            Status = status,
            Mode = mode,
            RepresentedBy = representedBy,
            Disclosure = disclosure,
        };
    }

    /// <param name="reader">Stands behind an opening brace or a member.</param>
    /// <param name="member">The next member's name as it is written: no name of a stored document has anything to escape.</param>
    private static bool HasMember(ref Utf8JsonReader reader, out ReadOnlySpan<byte> member)
    {
        var hasMember = reader.Read() && reader.TokenType == JsonTokenType.PropertyName;
        member = hasMember ? reader.ValueSpan : default;
        return hasMember;
    }

    private static List<T> List<T>(ref Utf8JsonReader reader, ReadOne<T> read)
    {
        var list = new List<T>();
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            list.Add(read(ref reader));
        }

        return list;
    }

    private static int Number(ref Utf8JsonReader reader) => reader.Read() ? reader.GetInt32() : 0;

    private static DateTimeOffset Time(ref Utf8JsonReader reader) => reader.Read() ? reader.GetDateTimeOffset() : default;

    /// <summary>A text; null for an empty one.</summary>
    private static string? Text(ref Utf8JsonReader reader) => NullIfEmpty(IsAsWritten(ref reader) ? Utf8Text.Of(reader.ValueSpan) : reader.GetString());

    /// <summary>The same of what is likely to stand in many places and documents.</summary>
    private static string? Recurring(ref Utf8JsonReader reader) => NullIfEmpty(IsAsWritten(ref reader) ? RecurringTexts.Of(reader.ValueSpan) : reader.GetString());

    /// <summary>Reads on, and tells whether what follows is a text with nothing escaped in it.</summary>
    private static bool IsAsWritten(ref Utf8JsonReader reader) => reader.Read() && reader is { TokenType: JsonTokenType.String, ValueIsEscaped: false };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static JsonException Unknown(ref Utf8JsonReader reader, string part) => new($"{part} has no member '{reader.GetString()}'.");

    private static JsonException Lacks(string part, string member) => new($"{part} has '{member}'.");

    /// <summary>The words of an enumeration, by the rule of <see cref="MinutesJson.Options"/>.</summary>
    private static class Word<T>
        where T : struct, Enum
    {
        private static readonly (byte[] Utf8, T Value)[] All =
            [.. Enum.GetValues<T>().Select(static value => (Encoding.UTF8.GetBytes(JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString())), value))];

        public static T Read(ref Utf8JsonReader reader)
        {
            reader.Read();
            foreach (var (utf8, value) in All)
            {
                if (reader.ValueSpan.SequenceEqual(utf8))
                {
                    return value;
                }
            }

            throw new JsonException($"No {typeof(T).Name} is '{reader.GetString()}'.");
        }
    }
}
