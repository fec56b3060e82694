using System.Buffers;
using System.Text;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Tests.Publisher;

public sealed class TwinsCalendarTests
{
    [Fact]
    public void A_meeting_is_an_event_that_leads_to_its_minutes()
    {
        var properties = Unfold(Write(Meeting("2025-018"))).Split("\r\n").SkipWhile(static line => line != "BEGIN:VEVENT").TakeWhile(static line => line != "END:VCALENDAR");

        Assert.Equal(
            [
                "BEGIN:VEVENT",
                "UID:supervisors_2025-018@minutes.example.gov.tw",
                "DTSTAMP:20251201T020000Z",
                "LAST-MODIFIED:20251201T020000Z",
                "SEQUENCE:0",
                "DTSTART:20251120T073000Z",
                "SUMMARY:第18次主管會議",
                "CATEGORIES:主管會議",
                "STATUS:CONFIRMED",
                "TRANSP:TRANSPARENT",
                "URL:https://minutes.example.gov.tw/meetings/supervisors/2025-018/",
                "END:VEVENT",
            ],
            properties);
    }

    [Fact]
    public void A_corrected_edition_keeps_the_identity_of_the_event_and_counts_on()
    {
        var calendar = Write(Meeting("2025-018") with { Edition = 3, PublishedAt = At(2026, 1, 5) });

        Assert.Contains("UID:supervisors_2025-018@minutes.example.gov.tw\r\n", calendar, StringComparison.Ordinal);
        Assert.Contains("SEQUENCE:2\r\n", calendar, StringComparison.Ordinal);
        Assert.Contains("DTSTAMP:20260105T000000Z\r\n", calendar, StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_is_longer_than_75_octets_none_is_cut_within_a_character_and_all_end_alike()
    {
        var title = string.Concat(Enumerable.Repeat("第𠮷次業務會報", 30));
        var calendar = Write(Meeting("2025-018") with { Title = title });

        Assert.All(calendar.Split("\r\n"), static line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain('\ufffd', calendar);
        Assert.DoesNotContain('\n', calendar.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.EndsWith("END:VCALENDAR\r\n", calendar, StringComparison.Ordinal);
        Assert.Contains($"SUMMARY:{title}\r\n", Unfold(calendar), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_cannot_be_another_property() =>
        Assert.Contains("SUMMARY:甲\\, 乙\\; 丙\\\\丁\\nBEGIN:VALARM\r\n", Unfold(Write(Meeting("2025-018") with { Title = "甲, 乙; 丙\\丁\r\nBEGIN:VALARM" })), StringComparison.Ordinal);

    [Fact]
    public void Withdrawn_minutes_are_not_in_it() =>
        Assert.DoesNotContain("2025-017", Write(Meeting("2025-018"), Meeting("2025-017") with { WithdrawnAt = At(2026, 1, 1), WithdrawalReason = "誤植" }), StringComparison.Ordinal);

    [Fact]
    public void The_order_in_which_meetings_are_given_does_not_matter() =>
        Assert.Equal(Write(Meeting("2025-018"), Meeting("2025-017")), Write(Meeting("2025-017"), Meeting("2025-018")));

    internal static MeetingFacts Meeting(string key) => new()
    {
        Series = "supervisors",
        Key = key,
        Number = 18,
        Title = "第18次主管會議紀錄",
        Start = new DateTimeOffset(2025, 11, 20, 15, 30, 0, TimeSpan.FromHours(8)),
        HeldOn = new DateOnly(2025, 11, 20),
        Edition = 1,
        FirstPublished = At(2025, 12, 1).AddHours(2),
        PublishedAt = At(2025, 12, 1).AddHours(2),
    };

    internal static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);

    private static string Unfold(string calendar) => calendar.Replace("\r\n ", "", StringComparison.Ordinal);

    private static string Write(params MeetingFacts[] meetings)
    {
        var output = new ArrayBufferWriter<byte>();
        MeetingCalendar.Write(TwinsSample.Site, TwinsSample.Site.Series[0], meetings, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
