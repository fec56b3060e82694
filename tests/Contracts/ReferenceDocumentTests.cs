using System.Text.Json;
using System.Text.RegularExpressions;
using OpenMinutes.Contracts;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Contracts;

/// <summary>The reference document and the record made of it are the same minutes.</summary>
public sealed partial class ReferenceDocumentTests
{
    private static readonly string Source = File.ReadAllText(Repository.PathOf("tests", "Snapshots", "moda-supervisors-18.txt"));

    private static readonly MeetingRecord Record = JsonSerializer.Deserialize<MeetingRecord>(
        File.ReadAllText(Repository.PathOf("tests", "Snapshots", "moda-supervisors-18.record.json")), MinutesJson.Options)!;

    private static readonly Disclosure Withheld = new() { Level = DisclosureLevel.Withheld, Ground = Ground.Privacy };

    private static readonly PublicEdition Edition = Disclosing.Disclose(Record, edition: 1, key: "2025-018");

    [Fact]
    public void The_record_laid_out_is_the_source_but_for_white_space_and_what_its_conversion_left()
    {
        var expected = Bare(Source);
        var actual = Bare(PlainText.Write(Edition));

        if (expected != actual)
        {
            Assert.Fail(FirstDifference(expected, actual));
        }
    }

    [Fact]
    public void Nothing_of_the_record_is_closed_but_what_the_source_omits() =>
        Assert.Equal(["參、討論事項（略）", "伍、長官提示事項（略）"], DocumentLayout.Lines(Edition).Select(line => line.Text).Where(line => line.Contains("（略）", StringComparison.Ordinal)));

    [Fact]
    public void The_record_has_every_section_item_person_report_and_clause_of_the_source()
    {
        var listed = Record.Attendance.Where(attendee => attendee.Role == AttendeeRole.Unspecified).ToList();
        var reports = Record.Annexes.SelectMany(annex => annex.Reports).ToList();

        Assert.Equal(6, Record.Sections.Count);
        Assert.Equal(4, Record.Sections.Sum(section => section.Items.Count));
        Assert.Equal(20, listed.Count);
        Assert.Single(listed, attendee => attendee.Status == AttendanceStatus.Leave);
        Assert.Equal(2, listed.Count(attendee => attendee is { Status: AttendanceStatus.Represented, RepresentedBy: not null }));
        Assert.Equal(12, reports.Count);
        Assert.Equal(103, reports.Sum(report => report.Clauses.Sum(Count)));
        Assert.Equal(3, reports.Max(report => report.Clauses.Max(Depth)));
    }

    [Fact]
    public void The_record_has_the_chair_and_the_recorder_of_the_head()
    {
        Assert.Equal("林宜敬", Assert.Single(Record.Attendance, attendee => attendee.Role == AttendeeRole.Chair).Name);
        Assert.Equal("林怡芬", Assert.Single(Record.Attendance, attendee => attendee.Role == AttendeeRole.Recorder).Name);
    }

    [Fact]
    public void What_the_record_reads_out_of_a_person_is_written_there()
    {
        foreach (var attendee in Record.Attendance)
        {
            Assert.Equal(attendee.AsWritten, Written(attendee));
        }
    }

    [Fact]
    public void The_printed_date_and_closing_time_are_the_records_start_and_end()
    {
        var date = Record.Header.Single(line => line.Key == HeaderKey.Date).AsWritten;
        var closing = Record.Sections[^1].AsWritten!;

        Assert.True(RocCalendar.TryParse(date, out var start));
        Assert.True(start.WeekdayAgrees);
        Assert.Equal(Record.Start, start.Moment);
        Assert.Equal(date, RocCalendar.Format(Record.Start));
        Assert.Equal($"陸、散會（{RocCalendar.Format(TimeOnly.FromTimeSpan(Record.End!.Value.TimeOfDay))}）", closing);
    }

    [Fact]
    public void Only_what_the_parts_do_not_reproduce_is_given_as_written()
    {
        var given = Record.Sections.Select(section => section.AsWritten)
            .Concat(Record.Sections.SelectMany(section => section.Items).Select(item => item.AsWritten))
            .Concat(Record.Annexes.Select(annex => annex.AsWritten))
            .Concat(Record.Annexes.SelectMany(annex => annex.Reports).Select(report => report.AsWritten))
            .Where(line => line is not null);

        Assert.Equal(["陸、散會（下午4時39分）", "案由四：本部各單位業務報告書面資料，報請公鑒"], given);
    }

    [Fact]
    public void A_person_who_is_withheld_is_a_mark_in_the_printed_list()
    {
        var record = Record with
        {
            Attendance = [.. Record.Attendance.Select(attendee => attendee.Id == "a-8" ? attendee with { Disclosure = Withheld } : attendee)],
        };

        var text = PlainText.Write(Disclosing.Disclose(record, edition: 1, key: "2025-018"));

        Assert.Contains("資通安全署蔡署長福隆、略、林技監春吟", text, StringComparison.Ordinal);
        Assert.DoesNotContain("鄭參事", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_is_withheld_keeps_its_number_only()
    {
        var annex = Record.Annexes[0];
        var record = Record with
        {
            Annexes = [annex with { Reports = [.. annex.Reports.Select(report => report.Id == "r-4" ? report with { Disclosure = Withheld } : report)] }],
        };

        var lines = DocumentLayout.Lines(Disclosing.Disclose(record, edition: 1, key: "2025-018")).Select(line => line.Text).ToList();

        Assert.Equal("五、數位國際司", lines[lines.IndexOf("四、（略）") + 1]);
        Assert.DoesNotContain(lines, line => line.Contains("普發現金", StringComparison.Ordinal));
    }

    /// <summary>Without white space, <c>- </c> at line start and <c>**</c>.</summary>
    private static string Bare(string text) => WhiteSpace().Replace(ListMark().Replace(text, "").Replace("**", "", StringComparison.Ordinal), "");

    private static string FirstDifference(string expected, string actual)
    {
        var at = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"After {at} characters the source goes on with\n  {Around(expected, at)}\nand the layout with\n  {Around(actual, at)}";

        static string Around(string text, int at) => $"…{text[Math.Max(0, at - 20)..at]}▶{text[at..Math.Min(text.Length, at + 40)]}…";
    }

    /// <summary>In a Taiwanese list the title stands behind the family name: 牛司長信仁.</summary>
    private static string Written(Attendee attendee) => (attendee.Status, attendee.RepresentedBy) switch
    {
        (AttendanceStatus.Leave, _) => attendee.Unit + Titled(attendee.Name!, attendee.Title) + "（請假）",
        (AttendanceStatus.Represented, { } deputy) => $"{attendee.Unit}{Titled(attendee.Name!, attendee.Title)}（{Titled(deputy.Name, deputy.Title)}代）",
        _ => attendee.Unit + Titled(attendee.Name!, attendee.Title),
    };

    private static string Titled(string name, string? title) => name[..1] + title + name[1..];

    private static int Count(Clause clause) => 1 + clause.Children.Sum(Count);

    private static int Depth(Clause clause) => 1 + clause.Children.Select(Depth).DefaultIfEmpty().Max();

    [GeneratedRegex(@"^\s*- ", RegexOptions.Multiline)]
    private static partial Regex ListMark();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
