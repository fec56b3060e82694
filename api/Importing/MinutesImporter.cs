using System.Security.Cryptography;
using System.Text.RegularExpressions;
using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>What came of an import: a result, or the reason why there is none.</summary>
/// <param name="Result">The result; null if the document was refused.</param>
/// <param name="Refusal">Why the document was refused; null if it was not.</param>
public sealed record ImportOutcome(ImportResult? Result, Refusal? Refusal);

/// <summary>
/// Reads minutes as they are. The steps are read one by one below; each is a file of its own. The same document and options give the same result.
/// </summary>
public static partial class MinutesImporter
{
    /// <summary>No document larger than this is read.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>Reads a document.</summary>
    /// <param name="document">Its bytes.</param>
    /// <param name="mediaType">Its media type, without parameters: one of <see cref="MediaTypes.All"/>.</param>
    /// <param name="options">What the caller knows of it.</param>
    public static ImportOutcome Import(ReadOnlyMemory<byte> document, string mediaType, ImportOptions options) => Import(document, options, () => MediaTypes.LinesOf(document, mediaType));

    internal static ImportOutcome Import(ReadOnlyMemory<byte> document, ImportOptions options, Func<IReadOnlyList<SourceLine>> lines)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            if (document.Length > MaxBytes)
            {
                throw new RefusedException(RefusalCodes.TooLarge, $"The document has {document.Length:N0} bytes; {MaxBytes:N0} are read at most.");
            }

            return new ImportOutcome(Read(lines(), options, document), null);
        }
        catch (RefusedException refused)
        {
            return new ImportOutcome(null, refused.Refusal);
        }
    }

    private static ImportResult Read(IReadOnlyList<SourceLine> document, ImportOptions options, ReadOnlyMemory<byte> bytes)
    {
        var furniture = new FurnitureLog();
        var lines = Cleaning.Clean(document, furniture);
        lines = Markup.Strip(lines, furniture);
        Legibility.Require(lines);
        lines = PageFurniture.Remove(lines, furniture);
        lines = SoftBreaks.Part(lines);
        var paragraphs = Unwrapping.Paragraphs(lines);
        OneMeeting.Require(paragraphs);

        var head = HeadReader.Read(paragraphs);
        var body = BodyReader.Read([.. paragraphs.Skip(head.Length)], needsTitle: head.Title is null);
        if (body.Title is { } title)
        {
            head.Title = title;
            head.Lines.Insert(0, new HeadLine(HeaderKey.Title, null, title.Text, title.Place));
        }

        OneMeeting.RequireMinutes(head, body);
        var assembly = new RecordAssembly();
        var record = Record(assembly, head, body, options, bytes);
        Emphasis.Tell(paragraphs.SelectMany(paragraph => paragraph.Bold), assembly.Bold, furniture);
        Remarks.Add(assembly, lines);
        var unplaced = Proof.Unplaced(lines, record);
        foreach (var line in unplaced)
        {
            assembly.Warn(WarningCodes.Unplaced, "The line has no place in the record.", new Place(line.Line, 1));
        }

        return new ImportResult { Record = record, Warnings = assembly.Warnings, Unplaced = unplaced, Furniture = furniture.Entries, Provenance = assembly.Provenance };
    }

    private static MeetingRecord Record(RecordAssembly assembly, Head head, Body body, ImportOptions options, ReadOnlyMemory<byte> bytes)
    {
        var meeting = Meeting.Read(assembly, head, body, options.FileName);
        var sections = assembly.Sections(body.Sections);
        return new MeetingRecord
        {
            Id = options.RecordId ?? IdFrom(options.FileName) ?? $"import-{Convert.ToHexStringLower(SHA256.HashData(bytes.Span))[..16]}",
            Source = options is { SourceSystem: { } system, SourceId: { } id } ? new RecordSource { System = system, Id = id } : null,
            Series = options.Series,
            Number = meeting.Title.Number,
            Term = meeting.Title.Term,
            Session = meeting.Title.Session,
            Kind = meeting.Title.Kind,
            Title = meeting.Title.Title,
            Start = meeting.Start,
            End = meeting.End,
            Location = meeting.Location,
            Header = [.. head.Lines.Select(line => new HeaderLine { Key = line.Key, Label = line.Label, AsWritten = line.AsWritten })],
            Attendance = assembly.Attendance(head),
            Sections = sections,
            Annexes = assembly.Annexes(body.Annexes, sections),
        };
    }

    /// <summary>The file's name as an id, where it can be one.</summary>
    private static string? IdFrom(string? fileName) =>
        Path.GetFileNameWithoutExtension(fileName) is { Length: > 0 } stem && Id().IsMatch(stem) ? stem : null;

    [GeneratedRegex(Patterns.RecordId)]
    private static partial Regex Id();
}
