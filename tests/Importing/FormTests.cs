using System.Text;
using OpenMinutes.Contracts;
using OpenMinutes.Importing;

namespace OpenMinutes.Tests.Importing;

/// <summary>Forms of minutes that are common and stand in no sample.</summary>
public sealed class FormTests
{
    private const string Head = "國立中央大學113學年度第2次教務會議紀錄\n開會時間：民國114年4月15日(二)下午2時\n開會地點：行政大樓\n主席：許教務長協隆\n出席人員：如簽到單\n記錄：陳怡君\n";

    [Fact]
    public void The_unit_may_stand_between_the_number_of_an_item_and_its_title()
    {
        var item = Assert.Single(Items("壹、提案討論\n提案一\n提案單位：註冊組\n案由：修正本校學則第12條，請討論。\n說明：\n(一)配合大學法修正。\n決議：修正後通過。"));

        Assert.Equal(("提案一", "修正本校學則第12條", "請討論"), (item.Label, item.Title, item.Purpose));
        Assert.Equal("註冊組", Assert.Single(item.Units).Name);
        Assert.Equal(OutcomeResult.Amended, item.Outcome!.Result);
    }

    [Fact]
    public void Sections_and_lists_may_be_numbered_alike()
    {
        var record = Import("一、報告事項\n（一）疏運計畫\n決定：\n1、洽悉。\n2、請辦理。\n二、討論事項\n第一案：修正草案，提請審議。\n說明：\n一、依法。\n二、通過。\n決議：照案通過。\n三、臨時動議：無\n四、散會：下午4時").Record;

        Assert.Equal(["報告事項", "討論事項", "臨時動議", "散會"], record.Sections.Select(section => section.Heading));
        Assert.Equal(2, Assert.Single(record.Sections[1].Items).Explanation[0].Children.Count);
        Assert.True(record.Sections[2].None);
        Assert.Equal(16, record.End!.Value.Hour);
    }

    [Fact]
    public void Items_and_the_lists_in_them_may_be_numbered_alike()
    {
        var items = Items("壹、討論事項\n一、第一件事\n說明：\n一、依法。\n二、通過。\n決議：\n一、照案通過。\n二、請辦理。\n二、第二件事\n決議：保留。");

        Assert.Equal(["第一件事", "第二件事"], items.Select(item => item.Title));
        Assert.Equal(2, items[0].Outcome!.Clauses.Count);
    }

    [Fact]
    public void Who_signed_a_list_is_no_person()
    {
        var result = Import("壹、報告事項\n案由一：施政重點。\n決定：洽悉。");

        Assert.Equal(["許協隆", "陳怡君"], result.Record.Attendance.Select(attendee => attendee.Name));
        Assert.Contains(result.Warnings, warning => warning.Code == WarningCodes.NamesNotListed);
    }

    [Theory]
    [InlineData("第一次會議\n時間：{0}", "第二次會議\n時間：{0}")]
    [InlineData("第一次會議　{0}", "第二次會議　{0}")]
    [InlineData("一、第一次會議\n{0}", "二、第二次會議\n{0}")]
    [InlineData("開會時間：{0}", "開會時間：{0}")]
    public void A_booklet_of_several_meetings_is_refused_where_the_second_begins(string first, string second)
    {
        var booklet = "青山鄉民代表會第22屆第3次定期大會議事錄\n\n" + Meeting(first, "中華民國113年11月12日上午10時") + Meeting(second, "中華民國113年11月13日上午10時");

        var refusal = MinutesImporter.Import(Encoding.UTF8.GetBytes(booklet), MediaTypes.Text, new ImportOptions { Series = "s" }).Refusal;

        Assert.Equal(RefusalCodes.TwoMeetings, refusal?.Code);
        Assert.InRange(refusal!.Line!.Value, LineOf(second.Split('\n')[0].Replace("{0}", "中華民國113年11月13日", StringComparison.Ordinal)), LineOf("中華民國113年11月13日"));

        static string Meeting(string head, string date) => string.Format(System.Globalization.CultureInfo.InvariantCulture, head, date)
            + "\n地點：本會議事廳\n出席代表：林國山、潘美雲\n主席：林國山\n壹、報告事項\n一、主席宣布開會。\n貳、討論提案\n案由：請審議總預算案。\n決議：照案通過。\n參、散會：中午十二時\n\n";

        int LineOf(string text) => booklet[..booklet.LastIndexOf(text, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
    }

    [Fact]
    public void A_weekday_that_is_not_the_dates_and_a_number_that_is_missing_are_warned_of()
    {
        var result = Import("壹、報告事項\n案由一：施政重點。\n決定：\n一、洽悉。\n三、照辦。", Head.Replace("(二)", "(三)", StringComparison.Ordinal));

        Assert.Equal([WarningCodes.WeekdayDisagrees, WarningCodes.NumberingGap, WarningCodes.NamesNotListed], result.Warnings.Select(warning => warning.Code));
        Assert.Equal(11, result.Warnings[1].Line);
    }

    private static IReadOnlyList<Item> Items(string body) => Import(body).Record.Sections[0].Items;

    private static ImportResult Import(string body, string head = Head)
    {
        var (result, refusal) = MinutesImporter.Import(Encoding.UTF8.GetBytes(head + body), MediaTypes.Text, new ImportOptions { Series = "s" });
        Assert.Null(refusal);
        return result!;
    }
}
