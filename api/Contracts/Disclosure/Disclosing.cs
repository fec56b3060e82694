using System.Text.Json;

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
    public static PublicEdition Disclose(
        MeetingRecord record,
        int edition,
        string key,
        DateTimeOffset? publishedAt = null,
        string? changeNote = null,
        IReadOnlyList<Erratum>? errata = null)
    {
        ArgumentNullException.ThrowIfNull(record);

        var disclosed = new DisclosedParts(record);
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

        if (edition.Header.Any(static line => line is { Key: HeaderKey.Version, AsWritten: "公告版" }))
        {
            return [];
        }

        var pointers = new List<string>();
        Visit(JsonSerializer.SerializeToElement(edition, MinutesJson.Options), "");
        return pointers;

        void Visit(JsonElement node, string pointer)
        {
            if (node.ValueKind == JsonValueKind.Array)
            {
                var index = 0;
                foreach (var entry in node.EnumerateArray())
                {
                    Visit(entry, $"{pointer}/{index++}");
                }
            }
            else if (node.ValueKind == JsonValueKind.Object)
            {
                if (node.TryGetProperty("disclosure", out var disclosure)
                    && disclosure.GetProperty("level").ValueEquals("withheld")
                    && !disclosure.TryGetProperty("ground", out _))
                {
                    pointers.Add(pointer);
                }

                foreach (var member in node.EnumerateObject())
                {
                    Visit(member.Value, $"{pointer}/{member.Name}");
                }
            }
        }
    }
}
