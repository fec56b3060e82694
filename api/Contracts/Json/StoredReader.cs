using System.Buffers;
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
        while (HasMember(ref reader))
        {
            if (reader.ValueTextEquals("edition"u8)) edition = Number(ref reader);
            else if (reader.ValueTextEquals("publishedAt"u8)) publishedAt = Time(ref reader);
            else if (reader.ValueTextEquals("changeNote"u8)) changeNote = Text(ref reader);
            else if (reader.ValueTextEquals("series"u8)) series = Text(ref reader);
            else if (reader.ValueTextEquals("key"u8)) key = Text(ref reader);
            else if (reader.ValueTextEquals("number"u8)) number = Number(ref reader);
            else if (reader.ValueTextEquals("term"u8)) term = Number(ref reader);
            else if (reader.ValueTextEquals("session"u8)) session = Number(ref reader);
            else if (reader.ValueTextEquals("kind"u8)) kind = Word<MeetingKind>.Read(ref reader);
            else if (reader.ValueTextEquals("title"u8)) title = Text(ref reader) ?? "";
            else if (reader.ValueTextEquals("start"u8)) start = Time(ref reader);
            else if (reader.ValueTextEquals("end"u8)) end = Time(ref reader);
            else if (reader.ValueTextEquals("location"u8)) location = Text(ref reader);
            else if (reader.ValueTextEquals("header"u8)) header = List(ref reader, Line);
            else if (reader.ValueTextEquals("attendance"u8)) attendance = List(ref reader, Attendee);
            else if (reader.ValueTextEquals("sections"u8)) sections = List(ref reader, Section);
            else if (reader.ValueTextEquals("annexes"u8)) annexes = List(ref reader, Annex);
            else if (reader.ValueTextEquals("attachments"u8)) attachments = StoredJson.Part<IReadOnlyList<PublicAttachment>>(ref reader);
            else if (reader.ValueTextEquals("errata"u8)) errata = StoredJson.Part<IReadOnlyList<Erratum>>(ref reader);
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
        while (HasMember(ref reader))
        {
            if (reader.ValueTextEquals("key"u8)) key = Word<HeaderKey>.Read(ref reader);
            else if (reader.ValueTextEquals("label"u8)) label = Text(ref reader);
            else if (reader.ValueTextEquals("asWritten"u8)) asWritten = Text(ref reader) ?? "";
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
        while (HasMember(ref reader))
        {
            if (reader.ValueTextEquals("id"u8)) id = Text(ref reader);
            else if (reader.ValueTextEquals("role"u8)) role = Word<AttendeeRole>.Read(ref reader);
            else if (reader.ValueTextEquals("asWritten"u8)) asWritten = Text(ref reader);
            else if (reader.ValueTextEquals("name"u8)) name = Text(ref reader);
            else if (reader.ValueTextEquals("title"u8)) title = Text(ref reader);
            else if (reader.ValueTextEquals("unit"u8)) unit = Text(ref reader);
            else if (reader.ValueTextEquals("status"u8)) status = Word<AttendanceStatus>.Read(ref reader);
            else if (reader.ValueTextEquals("mode"u8)) mode = Word<AttendanceMode>.Read(ref reader);
            else if (reader.ValueTextEquals("representedBy"u8)) representedBy = StoredJson.Part<Representative>(ref reader);
            else if (reader.ValueTextEquals("disclosure"u8)) disclosure = StoredJson.Part<Disclosure>(ref reader);
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

    private static bool HasMember(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

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
    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        var buffer = ArrayPool<char>.Shared.Rent(reader.ValueSpan.Length);
        var length = reader.CopyString(buffer);
        var text = length == 0 ? null : new string(buffer, 0, length);
        ArrayPool<char>.Shared.Return(buffer);
        return text;
    }

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
                if (reader.ValueTextEquals(utf8))
                {
                    return value;
                }
            }

            throw new JsonException($"No {typeof(T).Name} is '{reader.GetString()}'.");
        }
    }
}
