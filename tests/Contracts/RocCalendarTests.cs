using FsCheck;
using FsCheck.Fluent;
using OpenMinutes.Contracts;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Contracts;

public sealed class RocCalendarTests
{
    private static readonly DateOnly Day = new(2025, 11, 20);

    [Fact]
    public void A_moment_is_written_as_the_reference_document_writes_it()
    {
        var start = new DateTimeOffset(2025, 11, 20, 15, 30, 0, RocCalendar.Offset);

        Assert.Equal("114年11月20日", RocCalendar.Format(Day));
        Assert.Equal("114年11月20日（星期四）", RocCalendar.FormatWithWeekday(Day));
        Assert.Equal("114年11月20日（星期四）下午3時30分", RocCalendar.Format(start));
    }

    [Fact]
    public void A_moment_at_another_offset_is_written_as_it_is_in_taiwan() =>
        Assert.Equal("114年11月21日（星期五）上午0時5分", RocCalendar.Format(new DateTimeOffset(2025, 11, 20, 16, 5, 59, TimeSpan.Zero)));

    [Theory]
    [InlineData(0, 0, "上午0時")]
    [InlineData(9, 0, "上午9時")]
    [InlineData(11, 59, "上午11時59分")]
    [InlineData(12, 0, "中午12時")]
    [InlineData(12, 30, "中午12時30分")]
    [InlineData(13, 0, "下午1時")]
    [InlineData(16, 39, "下午4時39分")]
    [InlineData(23, 5, "下午11時5分")]
    public void A_time_is_written_by_half_day(int hour, int minute, string written) => Assert.Equal(written, RocCalendar.Format(new TimeOnly(hour, minute)));

    [Theory]
    [InlineData("114年11月20日")]
    [InlineData("中華民國114年11月20日")]
    [InlineData("民國114年11月20號")]
    [InlineData("中華民國 114 年 11 月 20 日")]
    [InlineData("１１４年１１月２０日")]
    [InlineData("一百一十四年十一月二十日")]
    [InlineData("中華民國一一四年十一月廿日")]
    [InlineData("114/11/20")]
    [InlineData("114.11.20")]
    [InlineData("114-11-20")]
    [InlineData("１１４．１１．２０")]
    public void A_date_is_read_in_every_way_minutes_write_it(string text) => Assert.Equal(new RocDate(Day), Read(text));

    [Theory]
    [InlineData("114年11月20日（星期四）")]
    [InlineData("114年11月20日(星期四)")]
    [InlineData("114年11月20日（四）")]
    [InlineData("114年11月20日(週四)")]
    [InlineData("114年11月20日禮拜四")]
    [InlineData("114.11.20（周四）")]
    public void A_weekday_is_read_in_every_way_minutes_write_it(string text) => Assert.Equal(new RocDate(Day, null, DayOfWeek.Thursday), Read(text));

    [Theory]
    [InlineData("下午3時30分", 15, 30)]
    [InlineData("下午 03 時 30 分", 15, 30)]
    [InlineData("下午三時卅分", 15, 30)]
    [InlineData("下午3點半", 15, 30)]
    [InlineData("下午3：30", 15, 30)]
    [InlineData("15:30", 15, 30)]
    [InlineData("15時30分", 15, 30)]
    [InlineData("下午15時30分", 15, 30)]
    [InlineData("，下午3時30分整", 15, 30)]
    [InlineData("下午3時", 15, 0)]
    [InlineData("下午3時整", 15, 0)]
    [InlineData("上午９時", 9, 0)]
    [InlineData("早上8時5分", 8, 5)]
    [InlineData("凌晨12時10分", 0, 10)]
    [InlineData("上午0時", 0, 0)]
    [InlineData("上午12時", 12, 0)]
    [InlineData("中午12時", 12, 0)]
    [InlineData("中午1時", 13, 0)]
    [InlineData("下午12時30分", 12, 30)]
    [InlineData("晚上7時", 19, 0)]
    [InlineData("晚間十一時", 23, 0)]
    public void A_time_is_read_in_every_way_minutes_write_it(string time, int hour, int minute) =>
        Assert.Equal(new RocDate(Day, new TimeOnly(hour, minute)), Read("114年11月20日" + time));

    [Theory]
    [InlineData("")]
    [InlineData("114年")]
    [InlineData("114年11月")]
    [InlineData("民國前3年11月20日")]
    [InlineData("0年1月1日")]
    [InlineData("2025年11月20日")]
    [InlineData("2025/11/20")]
    [InlineData("114/11.20")]
    [InlineData("114年13月1日")]
    [InlineData("114年2月29日")]
    [InlineData("114年11月31日")]
    [InlineData("114年11月20日（星期七）")]
    [InlineData("114年11月20日24時")]
    [InlineData("114年11月20日15時60分")]
    [InlineData("114年11月20日上午13時")]
    [InlineData("114年11月20日晚上12時")]
    [InlineData("114年11月20日下午0時")]
    [InlineData("114年11月20日及21日")]
    [InlineData("自114年11月20日起")]
    public void What_is_no_date_of_the_calendar_is_refused(string text) => Assert.False(RocCalendar.TryParse(text, out _));

    [Fact]
    public void The_first_year_may_be_called_so() => Assert.Equal(new RocDate(new DateOnly(1912, 1, 1)), Read("中華民國元年一月一日"));

    [Fact]
    public void A_leap_day_is_read_in_a_leap_year_only()
    {
        Assert.Equal(new DateOnly(2024, 2, 29), Read("113年2月29日").Date);
        Assert.False(RocCalendar.TryParse("114年2月29日", out _));
    }

    [Fact]
    public void A_weekday_that_is_not_the_days_is_kept_as_written_and_told()
    {
        var written = Read("114年11月20日（星期五）下午3時30分");

        Assert.Equal(DayOfWeek.Friday, written.Weekday);
        Assert.False(written.WeekdayAgrees);
        Assert.True(Read("114年11月20日（星期四）").WeekdayAgrees);
        Assert.True(Read("114年11月20日").WeekdayAgrees);
        Assert.Equal(DayOfWeek.Sunday, Read("114年11月23日（星期天）").Weekday);
    }

    [Fact]
    public void What_was_written_is_a_moment_in_taiwan() =>
        Assert.Equal(new DateTimeOffset(2025, 11, 20, 15, 30, 0, TimeSpan.FromHours(8)), Read("114年11月20日（星期四）下午3時30分").Moment);

    [Fact]
    public void A_day_before_the_republic_or_beyond_three_digits_cannot_be_written()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RocCalendar.Format(new DateOnly(1911, 12, 31)));
        Assert.Throws<ArgumentOutOfRangeException>(() => RocCalendar.Format(new DateOnly(2911, 1, 1)));
        Assert.True(RocCalendar.Covers(new DateOnly(1912, 1, 1)));
        Assert.True(RocCalendar.Covers(new DateOnly(2910, 12, 31)));
    }

    [Fact]
    public void Every_minute_of_a_day_survives_writing_and_reading()
    {
        for (var minute = new DateTimeOffset(2025, 11, 20, 0, 0, 0, RocCalendar.Offset); minute.Day == 20; minute = minute.AddMinutes(1))
        {
            Assert.Equal(minute, Read(RocCalendar.Format(minute)).Moment);
        }
    }

    [Property(MaxTest = 1_000)]
    public Property Any_minute_of_the_republic_survives_writing_and_reading()
    {
        var first = new DateTimeOffset(1912, 1, 1, 0, 0, 0, RocCalendar.Offset);
        var minutes = Gen.Choose(0, 60 * 24 * 365 * 500).Select(number => first.AddMinutes(number)).ToArbitrary();
        return Prop.ForAll(minutes, minute => Read(RocCalendar.Format(minute)) is { WeekdayAgrees: true, Weekday: not null } read && read.Moment == minute);
    }

    private static RocDate Read(string text)
    {
        Assert.True(RocCalendar.TryParse(text, out var date), $"{text} is not read.");
        return date;
    }
}
