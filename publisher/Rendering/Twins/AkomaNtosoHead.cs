using OpenMinutes.Contracts;

namespace OpenMinutes.Rendering.Twins;

/// <summary>The printed head of a document: its lines up to the persons are the preface, those from the persons on the roll call.</summary>
internal sealed class AkomaNtosoHead
{
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly PublicEdition _edition;
    private readonly AkomaNtosoReferences _references;
    private readonly AkomaNtosoText _text;
    private readonly List<HeaderLine> _preface;
    private readonly List<HeaderLine> _rollCall;

    public AkomaNtosoHead(PublicEdition edition, AkomaNtosoReferences references, AkomaNtosoText text)
    {
        (_edition, _references, _text) = (edition, references, text);
        var lines = DocumentHead.Lines(edition).ToList();
        var persons = lines.FindIndex(static line => RolesOf(line.Key).Length > 0);
        (_preface, _rollCall) = persons < 0 ? (lines, []) : (lines[..persons], lines[persons..]);
    }

    public bool HasRollCall => _rollCall.Count > 0;

    public void Preface()
    {
        if (_preface.Count > 0)
        {
            _text.Raw("<preface>\n");
            _preface.ForEach(HeadLine);
            _text.Raw("</preface>\n");
        }
    }

    public void RollCall()
    {
        if (!HasRollCall)
        {
            return;
        }

        _text.Raw("<rollCall>\n");
        _rollCall.ForEach(HeadLine);
        foreach (var attendee in _edition.Attendance)
        {
            _text.Errata(attendee.Id);
        }

        _text.Raw("</rollCall>\n");
    }

    private static AttendeeRole[] RolesOf(HeaderKey key) => key switch
    {
        HeaderKey.Chair => [AttendeeRole.Chair],
        HeaderKey.Recorder => [AttendeeRole.Recorder],
        HeaderKey.Attendance => [AttendeeRole.Attendee, AttendeeRole.Observer, AttendeeRole.Unspecified],
        _ => [],
    };

    private void HeadLine(HeaderLine line)
    {
        var label = Printed.Line(line)[..^line.AsWritten.Length];
        _text.Raw("<p>");
        _text.Escaped(label);
        switch (line.Key)
        {
            case HeaderKey.Body:
                _text.Element("docAuthority", "", line.AsWritten);
                break;
            case HeaderKey.Title:
                _text.Element("docTitle", "", line.AsWritten);
                break;
            case HeaderKey.Version:
                _text.Element("docStatus", "", line.AsWritten);
                break;
            case HeaderKey.Date:
                _text.Element("docDate", $" date=\"{_edition.Start:yyyy-MM-dd'T'HH:mm:sszzz}\"", line.AsWritten);
                break;
            case HeaderKey.Location:
                _text.Element("location", $" refersTo=\"#{_references.Location(_edition.Location ?? line.AsWritten)}\"", line.AsWritten);
                break;
            case HeaderKey.Chair or HeaderKey.Recorder or HeaderKey.Attendance:
                Persons(line);
                break;
            default:
                _text.Escaped(line.AsWritten);
                break;
        }

        _text.Raw("</p>\n");
    }

    /// <summary>A line with the persons it names marked where they stand in it.</summary>
    private void Persons(HeaderLine line)
    {
        var roles = RolesOf(line.Key);
        var position = 0;
        foreach (var (place, attendee) in NamedPersons.In(line.AsWritten, line.Key, [.. _edition.Attendance.Where(attendee => roles.Contains(attendee.Role))]))
        {
            var (start, length) = place.GetOffsetAndLength(line.AsWritten.Length);
            _text.Escaped(line.AsWritten.AsSpan(position..start));
            Person(attendee, line.AsWritten.AsSpan(start, length));
            position = start + length;
        }

        _text.Escaped(line.AsWritten.AsSpan(position));
    }

    private void Person(PublicAttendee attendee, ReadOnlySpan<char> written)
    {
        // A head may name somebody twice; only one place can have the id.
        var id = _named.Add(attendee.Id) ? attendee.Id : null;
        if (Printed.IsClosed(attendee.Disclosure))
        {
            var element = attendee.Disclosure.Summary is null ? "omissis" : "remark";
            _text.Raw($"<{element}{AkomaNtosoText.Id(element, id)}{AkomaNtosoText.References(_references.Role(attendee.Role), _references.Ground(attendee.Disclosure))}>");
            _text.Escaped(written);
            _text.Raw($"</{element}>");
            return;
        }

        var deputy = attendee.RepresentedBy is { } representative ? _references.Deputy(attendee.Id, representative) : null;
        var references = AkomaNtosoText.References(_references.Person(attendee), _references.Status(attendee.Status), _references.Mode(attendee.Mode), deputy);
        _text.Raw($"<person{AkomaNtosoText.Id("person", id)} as=\"#{_references.Role(attendee.Role)}\"{references}>");
        _text.Escaped(written);
        _text.Raw("</person>");
    }
}
