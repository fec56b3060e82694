using Npgsql;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering;

namespace OpenMinutes.Publisher.Source;

// People in attendance. No table has them: a site has their pages only if its agency names them, and then a year's newest public editions are asked.
internal sealed partial class PublicSite
{
    /// <summary>Where some names stand in the attendance of the meetings of a year, as somebody's or a deputy's, newest meeting first, each meeting's in the order of the minutes.</summary>
    /// <param name="year">The year.</param>
    /// <param name="names">The names, without spaces.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<(MeetingFacts Meeting, PublicAttendee Attendee)>> AttendingAsync(int year, IEnumerable<string> names, CancellationToken cancellation) => ListAsync(
        $"""
        select {Columns}, p.attendee::text
        from public_site.records r
          join public_site.editions e on e.series = r.series and e.key = r.key and e.edition = r.edition
          cross join lateral json_array_elements(e.document::json -> 'attendance') with ordinality p (attendee, position)
        where r.held_on between make_date(@year, 1, 1) and make_date(@year, 12, 31) and r.withdrawn_at is null
          and (translate(p.attendee ->> 'name', @spaces, '') = any(@names) or translate(p.attendee -> 'representedBy' ->> 'name', @spaces, '') = any(@names))
        order by r.start_at desc, r.series collate "C", r.key collate "C" desc, p.position
        """,
        static row => (MeetingAt(row, 0), StoredJson.Attendee(row.GetFieldValue<byte[]>(ColumnCount))),
        cancellation,
        new NpgsqlParameter<int>("year", year),
        new NpgsqlParameter<string>("spaces", NamedPeople.Spaces),
        new NpgsqlParameter<string[]>("names", [.. names]));
}
