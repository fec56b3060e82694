using System.Text.Json;

namespace OpenMinutes.Contracts;

/// <summary>
/// Reads a stored public edition, member by member. The serializer's bookkeeping around every member, and its going over every text twice, were most of the time that
/// reading an edition took.
/// </summary>
internal static partial class StoredReader
{
    /// <summary>Reads an edition.</summary>
    public static PublicEdition Edition(ref StoredCursor cursor)
    {
        int? edition = null, number = null, term = null, session = null;
        string? series = null, key = null, title = null, changeNote = null, location = null;
        DateTimeOffset? start = null, end = null, publishedAt = null;
        MeetingKind? kind = null;
        IReadOnlyList<HeaderLine>? header = null;
        IReadOnlyList<PublicAttendee>? attendance = null;
        IReadOnlyList<PublicSection>? sections = null;
        IReadOnlyList<PublicAnnex>? annexes = null;
        IReadOnlyList<PublicAttachment>? attachments = null;
        IReadOnlyList<Erratum>? errata = null;
        cursor.Begin();
        while (cursor.HasMember())
        {
            if (cursor.Is("\"edition\":"u8)) edition = cursor.Integer();
            else if (cursor.Is("\"publishedAt\":"u8)) publishedAt = cursor.Time();
            else if (cursor.Is("\"changeNote\":"u8)) changeNote = cursor.Text();
            else if (cursor.Is("\"series\":"u8)) series = cursor.Recurring();
            else if (cursor.Is("\"key\":"u8)) key = cursor.Text();
            else if (cursor.Is("\"number\":"u8)) number = cursor.Integer();
            else if (cursor.Is("\"term\":"u8)) term = cursor.Integer();
            else if (cursor.Is("\"session\":"u8)) session = cursor.Integer();
            else if (cursor.Is("\"kind\":"u8)) kind = cursor.Word<MeetingKind>();
            else if (cursor.Is("\"title\":"u8)) title = cursor.Recurring() ?? "";
            else if (cursor.Is("\"start\":"u8)) start = cursor.Time();
            else if (cursor.Is("\"end\":"u8)) end = cursor.Time();
            else if (cursor.Is("\"location\":"u8)) location = cursor.Text();
            else if (cursor.Is("\"header\":"u8)) header = cursor.List(Line);
            else if (cursor.Is("\"attendance\":"u8)) attendance = cursor.List(Attendee);
            else if (cursor.Is("\"sections\":"u8)) sections = cursor.List(Section);
            else if (cursor.Is("\"annexes\":"u8)) annexes = cursor.List(Annex);
            else if (cursor.Is("\"attachments\":"u8)) attachments = cursor.Part<IReadOnlyList<PublicAttachment>>();
            else if (cursor.Is("\"errata\":"u8)) errata = cursor.Part<IReadOnlyList<Erratum>>();
            else throw cursor.Unknown("A public edition");
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

    private static HeaderLine Line(ref StoredCursor cursor)
    {
        HeaderKey? key = null;
        string? label = null, asWritten = null;
        cursor.Begin();
        while (cursor.HasMember())
        {
            if (cursor.Is("\"key\":"u8)) key = cursor.Word<HeaderKey>();
            else if (cursor.Is("\"label\":"u8)) label = cursor.Recurring();
            else if (cursor.Is("\"asWritten\":"u8)) asWritten = cursor.Text() ?? "";
            else throw cursor.Unknown("A line of the head");
        }

        return new HeaderLine { Key = key ?? throw Lacks("A line of the head", "key"), Label = label, AsWritten = asWritten ?? throw Lacks("A line of the head", "asWritten") };
    }

    public static PublicAttendee Attendee(ref StoredCursor cursor)
    {
        string? id = null, asWritten = null, name = null, title = null, unit = null;
        AttendeeRole? role = null;
        AttendanceStatus? status = null;
        AttendanceMode? mode = null;
        Representative? representedBy = null;
        Disclosure? disclosure = null;
        cursor.Begin();
        while (cursor.HasMember())
        {
            if (cursor.Is("\"id\":"u8)) id = cursor.Recurring();
            else if (cursor.Is("\"role\":"u8)) role = cursor.Word<AttendeeRole>();
            else if (cursor.Is("\"asWritten\":"u8)) asWritten = cursor.Text();
            else if (cursor.Is("\"name\":"u8)) name = cursor.Recurring();
            else if (cursor.Is("\"title\":"u8)) title = cursor.Recurring();
            else if (cursor.Is("\"unit\":"u8)) unit = cursor.Recurring();
            else if (cursor.Is("\"status\":"u8)) status = cursor.Word<AttendanceStatus>();
            else if (cursor.Is("\"mode\":"u8)) mode = cursor.Word<AttendanceMode>();
            else if (cursor.Is("\"representedBy\":"u8)) representedBy = Representative(ref cursor);
            else if (cursor.Is("\"disclosure\":"u8)) disclosure = Disclosure(ref cursor);
            else throw cursor.Unknown("An attendee");
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

    private static Representative Representative(ref StoredCursor cursor)
    {
        string? name = null, title = null, asWritten = null;
        cursor.Begin();
        while (cursor.HasMember())
        {
            if (cursor.Is("\"name\":"u8)) name = cursor.Recurring() ?? "";
            else if (cursor.Is("\"title\":"u8)) title = cursor.Recurring();
            else if (cursor.Is("\"asWritten\":"u8)) asWritten = cursor.Text();
            else throw cursor.Unknown("A representative");
        }

        return new Representative { Name = name ?? throw Lacks("A representative", "name"), Title = title, AsWritten = asWritten };
    }

    private static JsonException Lacks(string part, string member) => new($"{part} has '{member}'.");
}
