namespace OpenMinutes.Contracts;

// The parts of an edition that hold text.
internal static partial class StoredReader
{
    /// <summary>Reads a clause.</summary>
    public static PublicClause Clause(ref StoredCursor cursor)
    {
        string? id = null, label = null;
        StoredText? heading = null, text = null;
        IReadOnlyList<PublicClause>? children = null;
        IReadOnlyList<ClauseValue>? values = null;
        Disclosure? disclosure = null;
        cursor.Begin();
        while (cursor.HasMember())
        {
            if (cursor.Is("\"id\":"u8)) id = cursor.Recurring();
            else if (cursor.Is("\"label\":"u8)) label = cursor.Recurring();
            else if (cursor.Is("\"heading\":"u8)) heading = cursor.Stored();
            else if (cursor.Is("\"text\":"u8)) text = cursor.Stored();
            else if (cursor.Is("\"children\":"u8)) children = cursor.List(Clause);
            else if (cursor.Is("\"values\":"u8)) values = cursor.List(Value);
            else if (cursor.Is("\"disclosure\":"u8)) disclosure = Disclosure(ref cursor);
            else throw cursor.Unknown("A clause");
        }

        return new PublicClause
        {
            Id = id ?? throw Lacks("A clause", "id"),
            Label = label,
            StoredHeading = heading,
            StoredText = text,
            Children = children ?? [],
            Values = values ?? [],
            Disclosure = disclosure,
        };
    }

    private static PublicSection Section(ref StoredCursor cursor)
    {
        string? id = null, label = null, heading = null, asWritten = null;
        IReadOnlyList<Unit>? units = null;
        IReadOnlyList<PublicClause>? clauses = null;
        IReadOnlyList<PublicItem>? items = null;
        var none = false;
        Disclosure? disclosure = null;
        cursor.Begin();
        while (cursor.HasMember())
        {
            if (cursor.Is("\"id\":"u8)) id = cursor.Recurring();
            else if (cursor.Is("\"label\":"u8)) label = cursor.Recurring();
            else if (cursor.Is("\"heading\":"u8)) heading = cursor.Text();
            else if (cursor.Is("\"asWritten\":"u8)) asWritten = cursor.Text();
            else if (cursor.Is("\"units\":"u8)) units = cursor.List(Unit);
            else if (cursor.Is("\"clauses\":"u8)) clauses = cursor.List(Clause);
            else if (cursor.Is("\"items\":"u8)) items = cursor.List(Item);
            else if (cursor.Is("\"none\":"u8)) none = cursor.Part<bool>();
            else if (cursor.Is("\"disclosure\":"u8)) disclosure = Disclosure(ref cursor);
            else throw cursor.Unknown("A section");
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

    private static PublicItem Item(ref StoredCursor cursor)
    {
        string? id = null, label = null, title = null, purpose = null, asWritten = null;
        IReadOnlyList<Unit>? units = null;
        IReadOnlyList<PublicClause>? explanation = null;
        PublicOutcome? outcome = null;
        Disclosure? disclosure = null;
        cursor.Begin();
        while (cursor.HasMember())
        {
            if (cursor.Is("\"id\":"u8)) id = cursor.Recurring();
            else if (cursor.Is("\"label\":"u8)) label = cursor.Recurring();
            else if (cursor.Is("\"title\":"u8)) title = cursor.Recurring();
            else if (cursor.Is("\"purpose\":"u8)) purpose = cursor.Text();
            else if (cursor.Is("\"asWritten\":"u8)) asWritten = cursor.Text();
            else if (cursor.Is("\"units\":"u8)) units = cursor.List(Unit);
            else if (cursor.Is("\"explanation\":"u8)) explanation = cursor.List(Clause);
            else if (cursor.Is("\"outcome\":"u8)) outcome = Outcome(ref cursor);
            else if (cursor.Is("\"disclosure\":"u8)) disclosure = Disclosure(ref cursor);
            else throw cursor.Unknown("An item");
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

    private static PublicOutcome Outcome(ref StoredCursor cursor)
    {
        string? id = null, label = null;
        OutcomeKind? kind = null;
        OutcomeResult? result = null;
        IReadOnlyList<PublicClause>? clauses = null;
        Disclosure? disclosure = null;
        cursor.Begin();
        while (cursor.HasMember())
        {
            if (cursor.Is("\"id\":"u8)) id = cursor.Recurring();
            else if (cursor.Is("\"kind\":"u8)) kind = cursor.Word<OutcomeKind>();
            else if (cursor.Is("\"label\":"u8)) label = cursor.Recurring();
            else if (cursor.Is("\"result\":"u8)) result = cursor.Word<OutcomeResult>();
            else if (cursor.Is("\"clauses\":"u8)) clauses = cursor.List(Clause);
            else if (cursor.Is("\"disclosure\":"u8)) disclosure = Disclosure(ref cursor);
            else throw cursor.Unknown("An outcome");
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

    private static PublicAnnex Annex(ref StoredCursor cursor)
    {
        string? id = null, item = null, heading = null, label = null, title = null, purpose = null, asWritten = null;
        IReadOnlyList<Unit>? units = null;
        IReadOnlyList<PublicClause>? explanation = null;
        IReadOnlyList<PublicReport>? reports = null;
        Disclosure? disclosure = null;
        cursor.Begin();
        while (cursor.HasMember())
        {
            if (cursor.Is("\"id\":"u8)) id = cursor.Recurring();
            else if (cursor.Is("\"item\":"u8)) item = cursor.Text();
            else if (cursor.Is("\"heading\":"u8)) heading = cursor.Text();
            else if (cursor.Is("\"label\":"u8)) label = cursor.Recurring();
            else if (cursor.Is("\"title\":"u8)) title = cursor.Recurring();
            else if (cursor.Is("\"purpose\":"u8)) purpose = cursor.Text();
            else if (cursor.Is("\"asWritten\":"u8)) asWritten = cursor.Text();
            else if (cursor.Is("\"units\":"u8)) units = cursor.List(Unit);
            else if (cursor.Is("\"explanation\":"u8)) explanation = cursor.List(Clause);
            else if (cursor.Is("\"reports\":"u8)) reports = cursor.List(Report);
            else if (cursor.Is("\"disclosure\":"u8)) disclosure = Disclosure(ref cursor);
            else throw cursor.Unknown("An annex");
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

    private static PublicReport Report(ref StoredCursor cursor)
    {
        string? id = null, label = null, unit = null, asWritten = null;
        IReadOnlyList<PublicClause>? clauses = null;
        Disclosure? disclosure = null;
        cursor.Begin();
        while (cursor.HasMember())
        {
            if (cursor.Is("\"id\":"u8)) id = cursor.Recurring();
            else if (cursor.Is("\"label\":"u8)) label = cursor.Recurring();
            else if (cursor.Is("\"unit\":"u8)) unit = cursor.Recurring();
            else if (cursor.Is("\"asWritten\":"u8)) asWritten = cursor.Text();
            else if (cursor.Is("\"clauses\":"u8)) clauses = cursor.List(Clause);
            else if (cursor.Is("\"disclosure\":"u8)) disclosure = Disclosure(ref cursor);
            else throw cursor.Unknown("A report");
        }

        return new PublicReport { Id = id ?? throw Lacks("A report", "id"), Label = label, Unit = unit, AsWritten = asWritten, Clauses = clauses ?? [], Disclosure = disclosure };
    }

    private static Unit Unit(ref StoredCursor cursor)
    {
        UnitRole? role = null;
        string? name = null, asWritten = null;
        cursor.Begin();
        while (cursor.HasMember())
        {
            if (cursor.Is("\"role\":"u8)) role = cursor.Word<UnitRole>();
            else if (cursor.Is("\"name\":"u8)) name = cursor.Recurring() ?? "";
            else if (cursor.Is("\"asWritten\":"u8)) asWritten = cursor.Text();
            else throw cursor.Unknown("A unit");
        }

        return new Unit { Role = role ?? throw Lacks("A unit", "role"), Name = name ?? throw Lacks("A unit", "name"), AsWritten = asWritten };
    }

    private static ClauseValue Value(ref StoredCursor cursor)
    {
        string? name = null, unit = null;
        decimal? value = null;
        DateOnly? asOf = null;
        cursor.Begin();
        while (cursor.HasMember())
        {
            if (cursor.Is("\"name\":"u8)) name = cursor.Recurring() ?? "";
            else if (cursor.Is("\"value\":"u8)) value = cursor.Number();
            else if (cursor.Is("\"unit\":"u8)) unit = cursor.Recurring();
            else if (cursor.Is("\"asOf\":"u8)) asOf = cursor.Part<DateOnly>();
            else throw cursor.Unknown("A value");
        }

        return new ClauseValue { Name = name ?? throw Lacks("A value", "name"), Value = value ?? throw Lacks("A value", "value"), Unit = unit, AsOf = asOf };
    }

    private static Disclosure Disclosure(ref StoredCursor cursor)
    {
        DisclosureLevel? level = null;
        Ground? ground = null;
        string? summary = null;
        cursor.Begin();
        while (cursor.HasMember())
        {
            if (cursor.Is("\"level\":"u8)) level = cursor.Word<DisclosureLevel>();
            else if (cursor.Is("\"ground\":"u8)) ground = cursor.Part<Ground>();
            else if (cursor.Is("\"summary\":"u8)) summary = cursor.Text();
            else throw cursor.Unknown("A disclosure");
        }

        return new Disclosure { Level = level ?? throw Lacks("A disclosure", "level"), Ground = ground, Summary = summary };
    }
}
