using System.Text.Json;

namespace OpenMinutes.Contracts;

// The parts of an edition that hold text.
internal static partial class StoredReader
{
    /// <summary>Reads a clause whose opening brace was read.</summary>
    public static PublicClause Clause(ref Utf8JsonReader reader)
    {
        string? id = null, label = null, heading = null, text = null;
        List<PublicClause>? children = null;
        IReadOnlyList<ClauseValue>? values = null;
        Disclosure? disclosure = null;
        while (HasMember(ref reader, out var member))
        {
            if (member.SequenceEqual("id"u8)) id = Recurring(ref reader);
            else if (member.SequenceEqual("label"u8)) label = Recurring(ref reader);
            else if (member.SequenceEqual("heading"u8)) heading = Text(ref reader);
            else if (member.SequenceEqual("text"u8)) text = Text(ref reader);
            else if (member.SequenceEqual("children"u8)) children = List(ref reader, Clause);
            else if (member.SequenceEqual("values"u8)) values = StoredJson.Part<IReadOnlyList<ClauseValue>>(ref reader);
            else if (member.SequenceEqual("disclosure"u8)) disclosure = StoredJson.Part<Disclosure>(ref reader);
            else throw Unknown(ref reader, "A clause");
        }

        return new PublicClause
        {
            Id = id ?? throw Lacks("A clause", "id"),
            Label = label,
            Heading = heading,
            Text = text,
            Children = children ?? [],
            Values = values ?? [],
            Disclosure = disclosure,
        };
    }

    private static PublicSection Section(ref Utf8JsonReader reader)
    {
        string? id = null, label = null, heading = null, asWritten = null;
        List<Unit>? units = null;
        List<PublicClause>? clauses = null;
        List<PublicItem>? items = null;
        var none = false;
        Disclosure? disclosure = null;
        while (HasMember(ref reader, out var member))
        {
            if (member.SequenceEqual("id"u8)) id = Recurring(ref reader);
            else if (member.SequenceEqual("label"u8)) label = Recurring(ref reader);
            else if (member.SequenceEqual("heading"u8)) heading = Text(ref reader);
            else if (member.SequenceEqual("asWritten"u8)) asWritten = Text(ref reader);
            else if (member.SequenceEqual("units"u8)) units = List(ref reader, Unit);
            else if (member.SequenceEqual("clauses"u8)) clauses = List(ref reader, Clause);
            else if (member.SequenceEqual("items"u8)) items = List(ref reader, Item);
            else if (member.SequenceEqual("none"u8)) none = reader.Read() && reader.GetBoolean();
            else if (member.SequenceEqual("disclosure"u8)) disclosure = StoredJson.Part<Disclosure>(ref reader);
            else throw Unknown(ref reader, "A section");
        }

        return new PublicSection
        {
            Id = id ?? throw Lacks("A section", "id"),
            Label = label,
            Heading = heading,
            AsWritten = asWritten,
            Units = units ?? [],
            Clauses = clauses ?? [],
            Items = items ?? [],
            None = none,
            Disclosure = disclosure,
        };
    }

    private static PublicItem Item(ref Utf8JsonReader reader)
    {
        string? id = null, label = null, title = null, purpose = null, asWritten = null;
        List<Unit>? units = null;
        List<PublicClause>? explanation = null;
        PublicOutcome? outcome = null;
        Disclosure? disclosure = null;
        while (HasMember(ref reader, out var member))
        {
            if (member.SequenceEqual("id"u8)) id = Recurring(ref reader);
            else if (member.SequenceEqual("label"u8)) label = Recurring(ref reader);
            else if (member.SequenceEqual("title"u8)) title = Recurring(ref reader);
            else if (member.SequenceEqual("purpose"u8)) purpose = Text(ref reader);
            else if (member.SequenceEqual("asWritten"u8)) asWritten = Text(ref reader);
            else if (member.SequenceEqual("units"u8)) units = List(ref reader, Unit);
            else if (member.SequenceEqual("explanation"u8)) explanation = List(ref reader, Clause);
            else if (member.SequenceEqual("outcome"u8)) outcome = reader.Read() ? Outcome(ref reader) : null;
            else if (member.SequenceEqual("disclosure"u8)) disclosure = StoredJson.Part<Disclosure>(ref reader);
            else throw Unknown(ref reader, "An item");
        }

        return new PublicItem
        {
            Id = id ?? throw Lacks("An item", "id"),
            Label = label,
            Title = title,
            Purpose = purpose,
            AsWritten = asWritten,
            Units = units ?? [],
            Explanation = explanation ?? [],
            Outcome = outcome,
            Disclosure = disclosure,
        };
    }

    private static PublicOutcome Outcome(ref Utf8JsonReader reader)
    {
        string? id = null, label = null;
        OutcomeKind? kind = null;
        OutcomeResult? result = null;
        List<PublicClause>? clauses = null;
        Disclosure? disclosure = null;
        while (HasMember(ref reader, out var member))
        {
            if (member.SequenceEqual("id"u8)) id = Recurring(ref reader);
            else if (member.SequenceEqual("kind"u8)) kind = Word<OutcomeKind>.Read(ref reader);
            else if (member.SequenceEqual("label"u8)) label = Recurring(ref reader);
            else if (member.SequenceEqual("result"u8)) result = Word<OutcomeResult>.Read(ref reader);
            else if (member.SequenceEqual("clauses"u8)) clauses = List(ref reader, Clause);
            else if (member.SequenceEqual("disclosure"u8)) disclosure = StoredJson.Part<Disclosure>(ref reader);
            else throw Unknown(ref reader, "An outcome");
        }

        return new PublicOutcome
        {
            Id = id ?? throw Lacks("An outcome", "id"),
            Kind = kind ?? throw Lacks("An outcome", "kind"),
            Label = label,
            Result = result,
            Clauses = clauses ?? [],
            Disclosure = disclosure,
        };
    }

    private static PublicAnnex Annex(ref Utf8JsonReader reader)
    {
        string? id = null, item = null, heading = null, label = null, title = null, purpose = null, asWritten = null;
        List<Unit>? units = null;
        List<PublicClause>? explanation = null;
        List<PublicReport>? reports = null;
        Disclosure? disclosure = null;
        while (HasMember(ref reader, out var member))
        {
            if (member.SequenceEqual("id"u8)) id = Recurring(ref reader);
            else if (member.SequenceEqual("item"u8)) item = Text(ref reader);
            else if (member.SequenceEqual("heading"u8)) heading = Text(ref reader);
            else if (member.SequenceEqual("label"u8)) label = Recurring(ref reader);
            else if (member.SequenceEqual("title"u8)) title = Recurring(ref reader);
            else if (member.SequenceEqual("purpose"u8)) purpose = Text(ref reader);
            else if (member.SequenceEqual("asWritten"u8)) asWritten = Text(ref reader);
            else if (member.SequenceEqual("units"u8)) units = List(ref reader, Unit);
            else if (member.SequenceEqual("explanation"u8)) explanation = List(ref reader, Clause);
            else if (member.SequenceEqual("reports"u8)) reports = List(ref reader, Report);
            else if (member.SequenceEqual("disclosure"u8)) disclosure = StoredJson.Part<Disclosure>(ref reader);
            else throw Unknown(ref reader, "An annex");
        }

        return new PublicAnnex
        {
            Id = id ?? throw Lacks("An annex", "id"),
            Item = item,
            Heading = heading,
            Label = label,
            Title = title,
            Purpose = purpose,
            AsWritten = asWritten,
            Units = units ?? [],
            Explanation = explanation ?? [],
            Reports = reports ?? [],
            Disclosure = disclosure,
        };
    }

    private static PublicReport Report(ref Utf8JsonReader reader)
    {
        string? id = null, label = null, unit = null, asWritten = null;
        List<PublicClause>? clauses = null;
        Disclosure? disclosure = null;
        while (HasMember(ref reader, out var member))
        {
            if (member.SequenceEqual("id"u8)) id = Recurring(ref reader);
            else if (member.SequenceEqual("label"u8)) label = Recurring(ref reader);
            else if (member.SequenceEqual("unit"u8)) unit = Recurring(ref reader);
            else if (member.SequenceEqual("asWritten"u8)) asWritten = Text(ref reader);
            else if (member.SequenceEqual("clauses"u8)) clauses = List(ref reader, Clause);
            else if (member.SequenceEqual("disclosure"u8)) disclosure = StoredJson.Part<Disclosure>(ref reader);
            else throw Unknown(ref reader, "A report");
        }

        return new PublicReport { Id = id ?? throw Lacks("A report", "id"), Label = label, Unit = unit, AsWritten = asWritten, Clauses = clauses ?? [], Disclosure = disclosure };
    }

    private static Unit Unit(ref Utf8JsonReader reader)
    {
        UnitRole? role = null;
        string? name = null, asWritten = null;
        while (HasMember(ref reader, out var member))
        {
            if (member.SequenceEqual("role"u8)) role = Word<UnitRole>.Read(ref reader);
            else if (member.SequenceEqual("name"u8)) name = Recurring(ref reader) ?? "";
            else if (member.SequenceEqual("asWritten"u8)) asWritten = Text(ref reader);
            else throw Unknown(ref reader, "A unit");
        }

        return new Unit { Role = role ?? throw Lacks("A unit", "role"), Name = name ?? throw Lacks("A unit", "name"), AsWritten = asWritten };
    }
}
