namespace OpenMinutes.Contracts;

/// <summary>The parts of a record as the public may read them. Of a part that is not open only what is named here survives, and nothing of its children.</summary>
internal sealed class DisclosedParts
{
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly ClosedPeople _closed;

    private readonly IReadOnlyDictionary<string, StoredFile>? _files;

    public DisclosedParts(MeetingRecord record, IReadOnlyDictionary<string, StoredFile>? files = null)
    {
        _files = files;
        _closed = new ClosedPeople(record);
        Attendance = [.. record.Attendance.Select(Attendee)];
        Sections = [.. record.Sections.Select(Section)];
        Annexes = [.. record.Annexes.Select(annex => Annex(annex, Closure.Of(annex, record)))];
        Attachments = [.. record.Attachments.Select(Attachment)];
    }

    public IReadOnlyList<PublicAttendee> Attendance { get; }

    public IReadOnlyList<PublicSection> Sections { get; }

    public IReadOnlyList<PublicAnnex> Annexes { get; }

    public IReadOnlyList<PublicAttachment> Attachments { get; }

    /// <summary>Whether there is a part with this anchor and all of its own members are public.</summary>
    public bool IsOpen(string anchor) => _open.Contains(anchor);

    private PublicAttendee Attendee(Attendee attendee)
    {
        if (Closure.Of(attendee.Disclosure) is { } closure)
        {
            return new PublicAttendee { Id = attendee.Id, Role = attendee.Role, Disclosure = closure };
        }

        return new PublicAttendee
        {
            Id = Open(attendee.Id),
            Role = attendee.Role,
            AsWritten = _closed.Spared(attendee.AsWritten),
            Name = attendee.Name,
            Title = attendee.Title,
            Unit = attendee.Unit,
            Status = attendee.Status,
            Mode = attendee.Mode,
            RepresentedBy = _closed.Spared(attendee.RepresentedBy),
        };
    }

    private PublicSection Section(Section section)
    {
        if (Closure.Of(section.Disclosure) is { } closure)
        {
            return new PublicSection { Id = section.Id, Label = section.Label, Heading = section.Heading, Disclosure = closure };
        }

        return new PublicSection
        {
            Id = Open(section.Id),
            Label = section.Label,
            Heading = section.Heading,
            AsWritten = PrintedLine.Of(section.AsWritten, ClosedText.Under(section)),
            Units = section.Units,
            Clauses = Clauses(section.Clauses),
            Items = [.. section.Items.Select(Item)],
            None = section.None,
        };
    }

    private PublicItem Item(Item item)
    {
        if (Closure.Of(item.Disclosure) is { } closure)
        {
            return new PublicItem { Id = item.Id, Label = item.Label, Disclosure = closure };
        }

        return new PublicItem
        {
            Id = Open(item.Id),
            Label = item.Label,
            Title = item.Title,
            Purpose = item.Purpose,
            AsWritten = PrintedLine.Of(item.AsWritten, ClosedText.Under(item)),
            Units = item.Units,
            Explanation = Clauses(item.Explanation),
            Outcome = item.Outcome is { } outcome ? Outcome(outcome) : null,
        };
    }

    private PublicOutcome Outcome(Outcome outcome)
    {
        if (Closure.Of(outcome.Disclosure) is { } closure)
        {
            return new PublicOutcome { Id = outcome.Id, Kind = outcome.Kind, Label = outcome.Label, Disclosure = closure };
        }

        return new PublicOutcome
        {
            Id = Open(outcome.Id),
            Kind = outcome.Kind,
            Label = outcome.Label,
            Result = outcome.Result,
            Clauses = Clauses(outcome.Clauses),
        };
    }

    private PublicAnnex Annex(Annex annex, Disclosure? closure)
    {
        if (closure is not null)
        {
            return new PublicAnnex { Id = annex.Id, Label = annex.Label, Disclosure = closure };
        }

        return new PublicAnnex
        {
            Id = Open(annex.Id),
            Item = annex.Item,
            Heading = annex.Heading,
            Label = annex.Label,
            Title = annex.Title,
            Purpose = annex.Purpose,
            AsWritten = PrintedLine.Of(annex.AsWritten, ClosedText.Under(annex)),
            Units = annex.Units,
            Explanation = Clauses(annex.Explanation),
            Reports = [.. annex.Reports.Select(Report)],
        };
    }

    private PublicReport Report(Report report)
    {
        if (Closure.Of(report.Disclosure) is { } closure)
        {
            return new PublicReport { Id = report.Id, Label = report.Label, Disclosure = closure };
        }

        return new PublicReport
        {
            Id = Open(report.Id),
            Label = report.Label,
            Unit = report.Unit,
            AsWritten = PrintedLine.Of(report.AsWritten, ClosedText.Under(report)),
            Clauses = Clauses(report.Clauses),
        };
    }

    private PublicClause Clause(Clause clause)
    {
        if (Closure.Of(clause.Disclosure) is { } closure)
        {
            return new PublicClause { Id = clause.Id, Label = clause.Label, Disclosure = closure };
        }

        return new PublicClause
        {
            Id = Open(clause.Id),
            Label = clause.Label,
            Heading = clause.Heading,
            Text = clause.Text,
            Children = Clauses(clause.Children),
            Values = clause.Values,
        };
    }

    private PublicAttachment Attachment(Attachment attachment)
    {
        // A file is the one part that must be opened to be public.
        if (Closure.Of(attachment.Disclosure ?? new Disclosure { Level = DisclosureLevel.Withheld }) is { } closure)
        {
            return new PublicAttachment { Id = attachment.Id, Disclosure = closure };
        }

        var open = new PublicAttachment { Id = Open(attachment.Id), FileName = attachment.FileName, MediaType = attachment.MediaType };
        return _files is null ? open with { Size = attachment.Size, Sha256 = attachment.Sha256 }
            : _files.TryGetValue(attachment.Id, out var file) && file.IsOf(attachment) ? open with { MediaType = file.MediaType, Size = file.PublicSize, Sha256 = file.PublicSha256 }
            : open;
    }

    private IReadOnlyList<PublicClause> Clauses(IReadOnlyList<Clause> clauses) => [.. clauses.Select(Clause)];

    private string Open(string anchor)
    {
        _open.Add(anchor);
        return anchor;
    }
}
