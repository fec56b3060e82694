using System.Text.Json;
using System.Text.Json.Nodes;
using OpenMinutes.Contracts;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Contracts;

public sealed class LayoutTests
{
    private static readonly Disclosure Withheld = new() { Level = DisclosureLevel.Withheld, Ground = Ground.PreDecision };

    private static readonly PublicEdition Empty = new()
    {
        Edition = 1,
        Series = "supervisors",
        Key = "2025-018",
        Title = "第18次主管會議紀錄",
        Start = new DateTimeOffset(2025, 11, 20, 15, 30, 0, TimeSpan.FromHours(8)),
        Header = [new HeaderLine { Key = HeaderKey.Title, AsWritten = "第18次主管會議紀錄" }, new HeaderLine { Key = HeaderKey.Date, Label = "日期", AsWritten = "114年11月20日" }],
    };

    [Fact]
    public void Paragraphs_stand_apart_and_the_text_ends_with_a_newline() =>
        Assert.Equal("第18次主管會議紀錄\n\n日期：114年11月20日\n", PlainText.Write(Empty));

    [Theory]
    [InlineData("一", "一、")]
    [InlineData("壹", "壹、")]
    [InlineData("十二", "十二、")]
    [InlineData("甲", "甲、")]
    [InlineData("12", "12、")]
    [InlineData("１", "１、")]
    [InlineData("2-1", "2-1、")]
    [InlineData("三之一", "三之一、")]
    [InlineData("Ⅳ", "Ⅳ、")]
    [InlineData("A", "A、")]
    [InlineData("（一）", "（一）")]
    [InlineData("(1)", "(1)")]
    [InlineData("1.", "1.")]
    [InlineData("①", "①")]
    [InlineData("◎", "◎")]
    [InlineData("決議:", "決議:")]
    [InlineData("案由一", "案由一：")]
    [InlineData("第一案", "第一案：")]
    [InlineData("附件1", "附件1：")]
    [InlineData("說明", "說明：")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void A_label_is_marked_off_by_what_it_is(string? label, string printed) => Assert.Equal(printed, Printed.Label(label));

    /// <summary>More labels than are remembered, on all processors: none may be taken for another.</summary>
    [Fact]
    public void Labels_are_told_apart_however_many_there_are() => Parallel.For(0, 20_000, static number =>
    {
        Assert.Equal($"{number}、", Printed.Label($"{number}"));
        Assert.Equal($"第{number}案：", Printed.Label($"第{number}案"));
        Assert.Equal($"({number}) 件", Printed.Line($"({number})", "件"));
    });

    [Theory]
    [InlineData("(一)", "(一) 推動情形")]
    [InlineData("1.", "1. 推動情形")]
    [InlineData("（一）", "（一）推動情形")]
    [InlineData("1", "1、推動情形")]
    public void A_half_width_mark_is_set_off_by_a_space(string label, string printed) => Assert.Equal(printed, Printed.Line(label, "推動情形"));

    [Theory]
    [InlineData("數位國際司施政重點", "報請公鑒", "案由一：數位國際司施政重點，報請公鑒。")]
    [InlineData("業務報告【詳附錄】", "報請公鑒", "案由一：業務報告【詳附錄】，報請公鑒。")]
    [InlineData("數位國際司施政重點。", "報請公鑒。", "案由一：數位國際司施政重點。報請公鑒。")]
    [InlineData("數位國際司施政重點", null, "案由一：數位國際司施政重點")]
    public void A_purpose_is_set_between_comma_and_full_stop_where_none_stands(string title, string? purpose, string printed) =>
        Assert.Equal(printed, Printed.Line(new PublicItem { Id = "i-1", Label = "案由一", Title = title, Purpose = purpose }));

    [Fact]
    public void Units_of_one_role_share_a_bracket_and_one_with_its_own_writing_keeps_it()
    {
        Unit[] units =
        [
            new() { Role = UnitRole.Reporting, Name = "數位策略司" },
            new() { Role = UnitRole.Reporting, Name = "秘書處" },
            new() { Role = UnitRole.Supporting, Name = "資訊處" },
            new() { Role = UnitRole.Organising, Name = "人事處", AsWritten = "(主辦:人事處)" },
            new() { Role = UnitRole.Organising, Name = "主計處" },
        ];

        Assert.Equal("（報告單位：數位策略司、秘書處）（協辦單位：資訊處）(主辦:人事處)（主辦單位：主計處）", Printed.Units(units));
    }

    [Fact]
    public void A_unit_written_without_brackets_has_a_line_of_its_own()
    {
        var item = new PublicItem { Id = "i-1", Label = "案由一", Title = "施政重點", Units = [new Unit { Role = UnitRole.Reporting, Name = "各單位", AsWritten = "報告單位：各單位" }] };

        Assert.Equal(["案由一：施政重點", "報告單位：各單位"], Body(InSection(item)));
    }

    [Fact]
    public void A_heading_that_ends_in_punctuation_has_its_text_and_units_on_the_same_line()
    {
        var section = new PublicSection
        {
            Id = "awards",
            Label = "壹",
            Heading = "頒獎：",
            Clauses = [new PublicClause { Id = "awards-1", Text = "頒發服務獎章。" }, new PublicClause { Id = "awards-2", Text = "合影。" }],
            Units = [new Unit { Role = UnitRole.Organising, Name = "人事處" }],
        };

        Assert.Equal(["壹、頒獎：頒發服務獎章。（主辦單位：人事處）", "合影。"], Body(Empty with { Sections = [section] }));
    }

    [Fact]
    public void Under_another_heading_an_unlabelled_first_clause_stands_before_the_units_and_a_labelled_one_behind()
    {
        Unit[] units = [new() { Role = UnitRole.Organising, Name = "人事處" }];
        var unlabelled = new PublicSection { Id = "s-1", Label = "壹", Heading = "頒獎", Units = units, Clauses = [new PublicClause { Id = "s-1-1", Text = "頒發服務獎章。" }] };
        var labelled = new PublicSection { Id = "s-2", Label = "貳", Heading = "頒獎", Units = units, Clauses = [new PublicClause { Id = "s-2-1", Label = "一", Text = "頒發服務獎章。" }] };

        Assert.Equal(["壹、頒獎", "頒發服務獎章。", "（主辦單位：人事處）"], Body(Empty with { Sections = [unlabelled] }));
        Assert.Equal(["貳、頒獎（主辦單位：人事處）", "一、頒發服務獎章。"], Body(Empty with { Sections = [labelled] }));
    }

    [Fact]
    public void An_outcome_has_an_unlabelled_clause_beside_it_and_labelled_ones_below()
    {
        var noted = new PublicOutcome { Id = "o-1", Kind = OutcomeKind.Decision, Label = "決定", Result = OutcomeResult.Noted, Clauses = [new PublicClause { Id = "o-1-1", Text = "洽悉。" }] };
        var listed = noted with { Clauses = [new PublicClause { Id = "o-1-1", Label = "一", Text = "洽悉。" }, new PublicClause { Id = "o-1-2", Label = "二", Text = "照辦。" }] };
        var mixed = noted with { Clauses = [new PublicClause { Id = "o-1-1", Text = "通過，並請：" }, new PublicClause { Id = "o-1-2", Label = "(一)", Text = "照辦。" }] };

        Assert.Equal(["決定：洽悉。"], OutcomeLines(noted));
        Assert.Equal(["決定：", "一、洽悉。", "二、照辦。"], OutcomeLines(listed));
        Assert.Equal(["決定：通過，並請：", "(一) 照辦。"], OutcomeLines(mixed));
        Assert.Equal(["決議:洽悉。"], OutcomeLines(noted with { Label = "決議:" }).Select(line => line.Replace(" ", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(OutcomeResult.Noted, "決定：洽悉。")]
    [InlineData(OutcomeResult.Accepted, "決定：照案通過。")]
    [InlineData(OutcomeResult.Amended, "決定：修正通過。")]
    [InlineData(OutcomeResult.Deferred, "決定：保留。")]
    [InlineData(OutcomeResult.Rejected, "決定：不予通過。")]
    public void An_outcome_without_clauses_says_its_result(OutcomeResult result, string printed) =>
        Assert.Equal([printed], OutcomeLines(new PublicOutcome { Id = "o-1", Kind = OutcomeKind.Decision, Result = result }));

    [Fact]
    public void Clauses_nest_with_headings_texts_and_further_paragraphs_in_order()
    {
        var clause = new PublicClause
        {
            Id = "c-1",
            Label = "(一)",
            Heading = "普發現金專案",
            Text = "準備如下：",
            Children =
            [
                new PublicClause { Id = "c-1-1", Label = "1", Heading = "撥款時程：", Children = [new PublicClause { Id = "c-1-1-1", Label = "(1)", Text = "已完成。" }] },
                new PublicClause { Id = "c-1-2", Text = "另一段。" },
                new PublicClause { Id = "c-1-3", Heading = "無編號之標題", Text = "其內文。" },
            ],
        };
        var section = new PublicSection { Id = "s", Label = "壹", Heading = "報告", Clauses = [clause with { Label = "一" }] };

        Assert.Equal(["壹、報告", "一、普發現金專案", "準備如下：", "1、撥款時程：", "(1) 已完成。", "另一段。", "無編號之標題", "其內文。"], Body(Empty with { Sections = [section] }));
    }

    [Fact]
    public void Nothing_happened_and_withheld_are_printed_apart()
    {
        PublicSection[] sections =
        [
            new() { Id = "s-1", Label = "參", Heading = "討論事項", Disclosure = Withheld },
            new() { Id = "s-2", Label = "肆", Heading = "臨時動議", None = true },
            new() { Id = "s-3", Label = "伍", Heading = "臨時動議", None = true, AsWritten = "伍、臨時動議：無" },
        ];

        Assert.Equal(["參、討論事項（略）", "肆、臨時動議（無）", "伍、臨時動議：無"], Body(Empty with { Sections = sections }));
    }

    [Fact]
    public void Of_a_closed_part_its_label_and_a_mark_are_printed()
    {
        var summary = new Disclosure { Level = DisclosureLevel.Summary, Summary = "就預算分配交換意見。" };
        var edition = Empty with
        {
            Sections =
            [
                new PublicSection
                {
                    Id = "s",
                    Label = "壹",
                    Heading = "討論事項",
                    Items =
                    [
                        new PublicItem { Id = "i-1", Label = "案由一", Disclosure = Withheld },
                        new PublicItem { Id = "i-2", Label = "案由二", Disclosure = summary },
                        new PublicItem
                        {
                            Id = "i-3",
                            Label = "案由三",
                            Title = "題目",
                            Explanation = [new PublicClause { Id = "i-3-e", Label = "說明", Children = [new PublicClause { Id = "i-3-e-1", Label = "(一)", Disclosure = Withheld }] }],
                            Outcome = new PublicOutcome { Id = "i-3-o", Kind = OutcomeKind.Resolution, Disclosure = Withheld },
                        },
                    ],
                },
            ],
            Annexes =
            [
                new PublicAnnex { Id = "x-1", Label = "案由一", Disclosure = Withheld },
                new PublicAnnex { Id = "x-2", Item = "i-3", Heading = "附錄", Title = "報告", Reports = [new PublicReport { Id = "r-1", Label = "一", Disclosure = Withheld }] },
            ],
        };

        Assert.Equal(
            [
                "壹、討論事項", "案由一：（略）", "案由二：（摘要：就預算分配交換意見。）", "案由三：題目", "說明：", "(一) （略）", "決議：（略）",
                "附錄", "案由一：（略）", "報告", "一、（略）",
            ],
            Body(edition));
    }

    [Fact]
    public void The_heading_of_consecutive_annexes_is_printed_once()
    {
        var annexes = new[] { ("附錄", "甲案"), ("附錄", "乙案"), ("附件", "丙案"), ("附錄", "丁案") }
            .Select((annex, index) => new PublicAnnex { Id = $"x-{index}", Item = "i", Heading = annex.Item1, Title = annex.Item2, Purpose = "報請公鑒" });

        Assert.Equal(
            ["附錄", "甲案，報請公鑒。", "乙案，報請公鑒。", "附件", "丙案，報請公鑒。", "附錄", "丁案，報請公鑒。"],
            Body(Empty with { Annexes = [.. annexes] }));
    }

    [Fact]
    public void A_head_without_printed_lines_is_composed_from_the_data()
    {
        var edition = Empty with
        {
            End = new DateTimeOffset(2025, 11, 20, 8, 39, 0, TimeSpan.Zero),
            Location = "本部延平大樓101會議室",
            Header = [new HeaderLine { Key = HeaderKey.Body, AsWritten = "數位發展部" }],
            Attendance =
            [
                Person("a-1", AttendeeRole.Chair, "林部長宜敬"),
                Person("a-2", AttendeeRole.Recorder, "林怡芬"),
                Person("a-3", AttendeeRole.Attendee, "侯政務次長宜秀"),
                Person("a-4", AttendeeRole.Attendee, "鄭參事明宗", AttendanceStatus.Leave),
                Person("a-5", AttendeeRole.Attendee, "牛司長信仁", AttendanceStatus.Represented) with { RepresentedBy = new Representative { Name = "陳坤中", Title = "高級分析師" } },
                new PublicAttendee { Id = "a-6", Role = AttendeeRole.Attendee, Disclosure = Withheld },
                Person("a-7", AttendeeRole.Observer, "王處長復中") with { Mode = AttendanceMode.Remote },
                new PublicAttendee { Id = "a-8", Role = AttendeeRole.Observer, Unit = "法制處", Name = "張學文", Title = "處長", Status = AttendanceStatus.Absent },
            ],
        };

        Assert.Equal(
            [
                "數位發展部", "第18次主管會議紀錄", "日期：114年11月20日（星期四）下午3時30分至下午4時39分", "地點：本部延平大樓101會議室", "主席：林部長宜敬", "紀錄：林怡芬",
                "出席人員：侯政務次長宜秀、鄭參事明宗（請假）、牛司長信仁（陳坤中高級分析師代）、略", "列席人員：王處長復中（視訊）、法制處張學文處長（缺席）",
            ],
            DocumentLayout.Lines(edition).Select(line => line.Text));
    }

    [Fact]
    public void A_person_whom_no_printed_line_names_is_added_and_one_who_is_named_is_not()
    {
        var edition = Empty with
        {
            Header = [.. Empty.Header, new HeaderLine { Key = HeaderKey.Attendance, Label = "出席", AsWritten = "薛　凌、略、鄭參事明宗（請假）" }],
            Attendance =
            [
                Person("a-1", AttendeeRole.Attendee, "薛凌"),
                new PublicAttendee { Id = "a-2", Role = AttendeeRole.Attendee, Disclosure = Withheld },
                Person("a-3", AttendeeRole.Attendee, "鄭參事明宗（請假）", AttendanceStatus.Leave),
                Person("a-4", AttendeeRole.Observer, "王處長復中"),
            ],
        };

        Assert.Equal(["出席：薛　凌、略、鄭參事明宗（請假）", "列席人員：王處長復中"], Body(edition));
    }

    [Fact]
    public void An_erratum_stands_below_the_paragraph_it_corrects()
    {
        var section = new PublicSection
        {
            Id = "s",
            Label = "壹",
            Heading = "報告",
            Clauses = [new PublicClause { Id = "c-1", Label = "一", Heading = "標題", Text = "內文。", Children = [new PublicClause { Id = "c-1-1", Label = "(一)", Text = "其下。" }] }],
        };
        var edition = Empty with
        {
            Sections = [section],
            Errata =
            [
                new Erratum { Anchor = "c-1", Text = "「內文」應為「全文」。", Date = new DateOnly(2025, 12, 20) },
                new Erratum { Anchor = "s", Text = "漏列一案。", Date = new DateOnly(2025, 12, 21) },
            ],
        };

        Assert.Equal(["壹、報告", "附記（114年12月21日）：漏列一案。", "一、標題", "內文。", "附記（114年12月20日）：「內文」應為「全文」。", "(一) 其下。"], Body(edition));
    }

    [Fact]
    public void Public_files_and_what_the_edition_changed_stand_at_the_end()
    {
        var edition = Empty with
        {
            ChangeNote = "更正出席人員。",
            Attachments = [new PublicAttachment { Id = "f-1", FileName = "簡報.odp" }, new PublicAttachment { Id = "f-2", Disclosure = Withheld }],
        };

        Assert.Equal(["附件：", "簡報.odp", "修正說明：更正出席人員。"], Body(edition));
        Assert.Empty(Body(edition with { ChangeNote = null, Attachments = [edition.Attachments[1]] }));
    }

    [Fact]
    public void A_text_that_came_in_several_lines_is_several_paragraphs()
    {
        var line = new HeaderLine { Key = HeaderKey.Other, Label = "備註", AsWritten = "第一行\r\n  第二行\n" };

        Assert.Equal(["備註：第一行", "第二行"], Body(Empty with { Header = [.. Empty.Header, line] }));
    }

    [Fact]
    public void Plain_text_prints_bold_words_plainly_and_lonely_asterisks_as_they_are()
    {
        var section = new PublicSection { Id = "s", Heading = "報告：", Clauses = [new PublicClause { Id = "c", Text = "**研討會**與**講座**：2 ** 3。" }] };

        Assert.EndsWith("\n報告：研討會與講座：2 ** 3。\n", PlainText.Write(Empty with { Sections = [section] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_paragraph_tells_the_part_it_belongs_to()
    {
        var edition = Empty with { Sections = [new PublicSection { Id = "s", Label = "壹", Heading = "報告", Clauses = [new PublicClause { Id = "c", Heading = "標題", Text = "內文。" }] }] };

        Assert.Equal([null, null, "s", "c", "c"], DocumentLayout.Lines(edition).Select(line => line.Anchor));
    }

    [Property(MaxTest = 300)]
    public void No_disclosed_text_is_lost_where_all_lines_are_composed(int seed)
    {
        var edition = JsonSerializer.SerializeToNode(Disclosing.Disclose(RecordGenerator.Generate(seed).Record, edition: 1, key: "2025-018"), MinutesJson.Options)!;
        edition.AsObject().Remove("header");
        RemoveWritten(edition);

        var text = PlainText.Write(edition.Deserialize<PublicEdition>(MinutesJson.Options)!);

        Assert.All(Printable(edition), member => Assert.Contains(member, text, StringComparison.Ordinal));
    }

    [Property(MaxTest = 300)]
    public void No_written_line_of_the_head_or_of_a_part_is_lost(int seed)
    {
        var edition = Disclosing.Disclose(RecordGenerator.Generate(seed).Record, edition: 1, key: "2025-018");
        var written = edition.Header.Select(line => line.AsWritten)
            .Concat(edition.Sections.Select(section => section.AsWritten))
            .Concat(edition.Sections.SelectMany(section => section.Units.Concat(section.Items.SelectMany(item => item.Units))).Select(unit => unit.AsWritten))
            .Concat(edition.Sections.SelectMany(section => section.Items).Select(item => item.AsWritten))
            .Concat(edition.Annexes.Select(annex => annex.AsWritten))
            .Concat(edition.Annexes.SelectMany(annex => annex.Reports).Select(report => report.AsWritten))
            .OfType<string>();

        var text = PlainText.Write(edition);

        Assert.All(written, line => Assert.Contains(line, text, StringComparison.Ordinal));
    }

    private static void RemoveWritten(JsonNode? node)
    {
        if (node is JsonObject part)
        {
            part.Remove("asWritten");
        }

        foreach (var child in node is JsonObject members ? members.Select(member => member.Value) : node as JsonArray ?? [])
        {
            RemoveWritten(child);
        }
    }

    /// <summary>Every text that a reader reads; not what is there for programs.</summary>
    private static IEnumerable<string> Printable(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(Printable),
        JsonObject part => part
            .Where(member => member.Key is not ("id" or "item" or "series" or "key" or "kind" or "role" or "status" or "mode" or "result" or "level" or "ground" or "values" or "mediaType" or "sha256" or "start" or "end"))
            .SelectMany(member => Printable(member.Value)),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };

    private static PublicAttendee Person(string id, AttendeeRole role, string written, AttendanceStatus status = AttendanceStatus.Present) =>
        new() { Id = id, Role = role, AsWritten = written, Status = status };

    private static PublicEdition InSection(PublicItem item) => Empty with { Sections = [new PublicSection { Id = "s", Items = [item] }] };

    private static IEnumerable<string> OutcomeLines(PublicOutcome outcome) => Body(InSection(new PublicItem { Id = "i-1", Outcome = outcome }));

    /// <summary>The paragraphs below the two lines of the head.</summary>
    private static IEnumerable<string> Body(PublicEdition edition) => DocumentLayout.Lines(edition).Skip(2).Select(line => line.Text);
}
