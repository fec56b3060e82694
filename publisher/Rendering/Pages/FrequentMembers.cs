using static OpenMinutes.Rendering.Engine.ViewMember;

namespace OpenMinutes.Rendering.Pages;

/// <summary>
/// The members of the views of which a page of minutes has most, as templates name them: what is found by reflection is called through two more delegates, and that takes longer than
/// all else about reading it.
/// </summary>
internal static class FrequentMembers
{
    public static IReadOnlyDictionary<(Type View, string Member), Func<object, object?>> All { get; } = new Dictionary<(Type View, string Member), Func<object, object?>>
    {
        [(typeof(ClauseView), "id")] = static view => view is ClauseView clause ? clause.Id : OfAnother,
        [(typeof(ClauseView), "mark")] = static view => view is ClauseView clause ? clause.Mark : OfAnother,
        [(typeof(ClauseView), "heading")] = static view => view is ClauseView clause ? clause.Heading : OfAnother,
        [(typeof(ClauseView), "text")] = static view => view is ClauseView clause ? clause.Text : OfAnother,
        [(typeof(ClauseView), "children")] = static view => view is ClauseView clause ? clause.Children : OfAnother,
        [(typeof(ClauseView), "note")] = static view => view is ClauseView clause ? clause.Note : OfAnother,
        [(typeof(AttendeeRow), "id")] = static view => view is AttendeeRow row ? row.Id : OfAnother,
        [(typeof(AttendeeRow), "name")] = static view => view is AttendeeRow row ? row.Name : OfAnother,
        [(typeof(AttendeeRow), "person")] = static view => view is AttendeeRow row ? row.Person : OfAnother,
        [(typeof(AttendeeRow), "title")] = static view => view is AttendeeRow row ? row.Title : OfAnother,
        [(typeof(AttendeeRow), "unit")] = static view => view is AttendeeRow row ? row.Unit : OfAnother,
        [(typeof(AttendeeRow), "status")] = static view => view is AttendeeRow row ? row.Status : OfAnother,
        [(typeof(AttendeeRow), "status_class")] = static view => view is AttendeeRow row ? row.StatusClass : OfAnother,
        [(typeof(AttendeeRow), "representative")] = static view => view is AttendeeRow row ? row.Representative : OfAnother,
        [(typeof(AttendeeRow), "note")] = static view => view is AttendeeRow row ? row.Note : OfAnother,
        [(typeof(Link), "text")] = static view => view is Link link ? link.Text : OfAnother,
        [(typeof(Link), "href")] = static view => view is Link link ? link.Href : OfAnother,
        [(typeof(OutlineEntry), "href")] = static view => view is OutlineEntry entry ? entry.Href : OfAnother,
        [(typeof(OutlineEntry), "text")] = static view => view is OutlineEntry entry ? entry.Text : OfAnother,
        [(typeof(OutlineEntry), "tag")] = static view => view is OutlineEntry entry ? entry.Tag : OfAnother,
        [(typeof(OutlineEntry), "children")] = static view => view is OutlineEntry entry ? entry.Children : OfAnother,
        [(typeof(ReportView), "id")] = static view => view is ReportView report ? report.Id : OfAnother,
        [(typeof(ReportView), "title")] = static view => view is ReportView report ? report.Title : OfAnother,
        [(typeof(ReportView), "name")] = static view => view is ReportView report ? report.Name : OfAnother,
        [(typeof(ReportView), "clauses")] = static view => view is ReportView report ? report.Clauses : OfAnother,
        [(typeof(ReportView), "note")] = static view => view is ReportView report ? report.Note : OfAnother,
    };
}
