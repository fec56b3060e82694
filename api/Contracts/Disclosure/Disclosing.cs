namespace OpenMinutes.Contracts;

/// <summary>
/// Makes the public edition (公告版) of a record: a new document, built member by member from what is open. What is not copied here is not public.
/// </summary>
public static class Disclosing
{
    /// <summary>Makes the public edition of an edition of a record.</summary>
    /// <param name="record">The edition's content.</param>
    /// <param name="edition">The edition's number.</param>
    /// <param name="key">The meeting's key in its series.</param>
    /// <param name="publishedAt">When the edition went public, if it did.</param>
    /// <param name="changeNote">What the edition changed in the one before.</param>
    /// <param name="errata">The errata of the record; one whose part is not open in this edition is left out.</param>
    /// <param name="files">
    /// The files that are stored, by attachment: size and SHA-256 of a public attachment are those of the copy that the public gets, and absent where there is none. Without
    /// knowledge of files they are as written.
    /// </param>
    public static PublicEdition Disclose(
        MeetingRecord record,
        int edition,
        string key,
        DateTimeOffset? publishedAt = null,
        string? changeNote = null,
        IReadOnlyList<Erratum>? errata = null,
        IReadOnlyDictionary<string, StoredFile>? files = null)
    {
        ArgumentNullException.ThrowIfNull(record);

        var disclosed = new DisclosedParts(record, files);
        return new PublicEdition
        {
            Edition = edition,
            PublishedAt = publishedAt,
            ChangeNote = changeNote,
            Series = record.Series,
            Key = key,
            Number = record.Number,
            Term = record.Term,
            Session = record.Session,
            Kind = record.Kind,
            Title = record.Title,
            Start = record.Start,
            End = record.End,
            Location = record.Location,
            Header = PublicHeader.Of(record, disclosed.Attendance),
            Attendance = disclosed.Attendance,
            Sections = disclosed.Sections,
            Annexes = disclosed.Annexes,
            Attachments = disclosed.Attachments,
            Errata = [.. (errata ?? []).Where(erratum => disclosed.IsOpen(erratum.Anchor))],
        };
    }

    /// <summary>
    /// The withheld parts that the public sees without a ground (政府資訊公開法 §18), as JSON pointers that hold in the record and in its public edition alike.
    /// None if the minutes came as a 公告版: its author had no ground to give.
    /// </summary>
    /// <param name="edition">The public edition.</param>
    public static IReadOnlyList<string> WithheldWithoutGround(PublicEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);

        return edition.Header.Any(static line => line is { Key: HeaderKey.Version, AsWritten: "公告版" }) ? [] : MissingGrounds.In(edition);
    }
}
