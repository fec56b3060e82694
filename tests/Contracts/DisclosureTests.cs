using System.Text.Json;
using OpenMinutes.Contracts;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Contracts;

public sealed class DisclosureTests
{
    private static readonly Disclosure Withheld = new() { Level = DisclosureLevel.Withheld, Ground = Ground.Privacy, Summary = "不得見" };
    private static readonly Disclosure Summarised = new() { Level = DisclosureLevel.Summary, Ground = Ground.PreDecision, Summary = "摘要" };
    private static readonly Disclosure Public = new() { Level = DisclosureLevel.Public, Ground = Ground.Privacy, Summary = "不得見" };

    [Property(MaxTest = 300, EndSize = RecordGenerator.Seeds)]
    public void The_public_edition_shows_what_is_open_and_nothing_else(int seed)
    {
        var generated = RecordGenerator.Generate(seed);

        var json = Serialized(Disclose(generated.Record));

        Assert.All(generated.Closed, mark => Assert.DoesNotContain(mark, json, StringComparison.Ordinal));
        Assert.All(generated.Open, mark => Assert.Contains(mark, json, StringComparison.Ordinal));
    }

    [Property(MaxTest = 300, EndSize = RecordGenerator.Seeds)]
    public void Of_a_closed_part_only_a_few_named_members_survive(int seed)
    {
        var edition = JsonSerializer.SerializeToElement(Disclose(RecordGenerator.Generate(seed).Record), MinutesJson.Options);

        Assert.All(
            Objects(edition).Where(part => part.TryGetProperty("disclosure", out _)),
            part =>
            {
                Assert.Subset(new HashSet<string> { "id", "label", "heading", "kind", "role", "disclosure" }, part.EnumerateObject().Select(member => member.Name).ToHashSet());
                var disclosure = part.GetProperty("disclosure");
                Assert.NotEqual("public", disclosure.GetProperty("level").GetString());
                Assert.Equal(disclosure.GetProperty("level").ValueEquals("summary"), disclosure.TryGetProperty("summary", out _));
            });
    }

    [Property(EndSize = RecordGenerator.Seeds)]
    public void The_same_record_gives_the_same_bytes(int seed)
    {
        Assert.Equal(Serialized(Disclose(RecordGenerator.Generate(seed).Record)), Serialized(Disclose(RecordGenerator.Generate(seed).Record)));
    }

    [Property(EndSize = RecordGenerator.Seeds)]
    public void An_erratum_is_shown_only_beside_a_part_that_is_open(int seed)
    {
        var generated = RecordGenerator.Generate(seed);
        Erratum On(string anchor) => new() { Anchor = anchor, Text = $"更正{anchor}", Date = new DateOnly(2025, 12, 20) };

        var edition = Disclosing.Disclose(
            generated.Record,
            edition: 2,
            key: "2025-018",
            errata: [.. generated.OpenAnchors.Concat(generated.ClosedAnchors).Append("nowhere").Select(On)]);

        Assert.Equal(generated.OpenAnchors.Select(On), edition.Errata);
    }

    [Property(EndSize = RecordGenerator.Seeds)]
    public void A_generated_record_is_one_that_an_internal_system_could_send(int seed)
    {
        var record = RecordGenerator.Generate(seed).Record;

        var reading = MeetingRecordReader.Read(JsonSerializer.SerializeToUtf8Bytes(record, MinutesJson.Options));

        Assert.Empty(reading.Faults);
        Assert.Equal(Serialized(record), Serialized(reading.Value!));
    }

    /// <summary>Each kind of part, withheld: what the public edition holds of it beside the disclosure.</summary>
    public static TheoryData<string, string> Remnants => new()
    {
        { "attendance", """{"id":"a-1","role":"observer"}""" },
        { "section", """{"id":"s","label":"貳","heading":"報告事項"}""" },
        { "item", """{"id":"s-1","label":"案由一"}""" },
        { "outcome", """{"id":"s-1-o","kind":"resolution","label":"決議"}""" },
        { "clause", """{"id":"s-1-o-1","label":"一"}""" },
        { "annex", """{"id":"x","label":"案由一"}""" },
        { "report", """{"id":"x-1","label":"四"}""" },
        { "attachment", """{"id":"f"}""" },
    };

    [Theory]
    [MemberData(nameof(Remnants))]
    public void A_withheld_part_keeps_no_more_than_where_it_stood(string part, string remnant)
    {
        Assert.Equal(With(remnant, """{"level":"withheld","ground":"18-1-6"}"""), Serialized(PartOf(Disclose(Everything(part, Withheld)), part)));
    }

    [Theory]
    [MemberData(nameof(Remnants))]
    public void A_summarised_part_shows_its_summary_in_place_of_itself(string part, string remnant)
    {
        Assert.Equal(
            With(remnant, """{"level":"summary","ground":"18-1-3","summary":"摘要"}"""),
            Serialized(PartOf(Disclose(Everything(part, Summarised)), part)));
    }

    [Theory]
    [MemberData(nameof(Remnants))]
    public void A_part_made_public_shows_neither_ground_nor_summary(string part, string remnant)
    {
        var open = Serialized(PartOf(Disclose(Everything(part, Public)), part));

        Assert.DoesNotContain("disclosure", open, StringComparison.Ordinal);
        Assert.DoesNotContain("不得見", open, StringComparison.Ordinal);
        Assert.NotEqual(remnant, open);
        Assert.Equal(Serialized(PartOf(Disclose(Everything(part, part == "attachment" ? Public : null)), part)), open);
    }

    [Fact]
    public void A_file_about_which_nothing_is_said_is_withheld()
    {
        Assert.Equal(
            """{"id":"f","disclosure":{"level":"withheld"}}""",
            Serialized(Assert.Single(Disclose(Everything("attachment", null)).Attachments)));
    }

    [Theory]
    [InlineData("section")]
    [InlineData("item")]
    public void An_annex_is_as_closed_as_the_item_it_belongs_to(string part)
    {
        var annex = Assert.Single(Disclose(Everything(part, Withheld)).Annexes);

        Assert.Equal(With("""{"id":"x","label":"案由一"}""", """{"level":"withheld","ground":"18-1-6"}"""), Serialized(annex));
    }

    [Fact]
    public void The_summary_of_an_item_does_not_stand_for_its_annex()
    {
        var annex = Assert.Single(Disclose(Everything("item", Summarised)).Annexes);

        Assert.Equal(With("""{"id":"x","label":"案由一"}""", """{"level":"withheld","ground":"18-1-3"}"""), Serialized(annex));
    }

    [Fact]
    public void An_annex_with_its_own_summary_keeps_it_under_a_summarised_item_but_not_under_a_withheld_one()
    {
        var record = Everything("annex", Summarised);
        MeetingRecord Under(Disclosure disclosure) =>
            record with { Sections = [record.Sections[0] with { Items = [record.Sections[0].Items[0] with { Disclosure = disclosure }] }] };

        Assert.Equal("摘要", Disclose(Under(Summarised)).Annexes[0].Disclosure!.Summary);
        Assert.Equal(new Disclosure { Level = DisclosureLevel.Withheld, Ground = Ground.PreDecision }, Disclose(Under(Withheld)).Annexes[0].Disclosure);
    }

    [Fact]
    public void A_line_as_written_stays_where_what_is_withheld_is_not_printed_in_it()
    {
        var section = Assert.Single(Disclose(Everything("clause", Withheld)).Sections);

        Assert.Equal("貳、 報告事項（下午4時）", section.AsWritten);
        Assert.Equal("案由一：預算案，報請公鑒", section.Items[0].AsWritten);
    }

    [Theory]
    [InlineData("頒獎：頒發沈信雄專門委員服務獎章。（主辦單位：人事處）", "頒發沈信雄專門委員服務獎章。")]
    [InlineData("頒獎：頒發 沈信雄專門委員\n服務獎章。", "頒發**沈信雄**專門委員服務獎章。")]
    [InlineData("頒獎：頒發沈信雄專門委員服務獎章", "頒發沈信雄專門委員服務獎章，並合影留念。")]
    public void A_line_as_written_goes_where_it_repeats_what_is_withheld(string asWritten, string text)
    {
        var record = Record with
        {
            Sections =
            [
                new Section
                {
                    Id = "awards",
                    Label = "壹",
                    Heading = "頒獎：",
                    AsWritten = asWritten,
                    Clauses = [new Clause { Id = "awards-1", Text = text, Disclosure = Withheld }],
                },
            ],
        };

        Assert.Null(Disclose(record).Sections[0].AsWritten);
        Assert.DoesNotContain("沈信雄", Serialized(Disclose(record)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_withheld_attendee_is_omitted_from_the_line_that_named_them()
    {
        var record = Meeting(Somebody("葉次長", AttendeeRole.Attendee), Somebody("胡秘書", AttendeeRole.Attendee, Withheld), Somebody("牛司長（陳分析師代）", AttendeeRole.Observer));

        Assert.Equal("葉次長、略、牛司長（陳分析師代）", LineOf(record, HeaderKey.Attendance));
        Assert.Equal("林部長", LineOf(record, HeaderKey.Chair));
    }

    [Fact]
    public void A_summarised_attendee_is_named_by_the_summary()
    {
        var record = Meeting(Somebody("葉次長", AttendeeRole.Attendee), Somebody("胡秘書", AttendeeRole.Attendee, Summarised with { Summary = "秘書1人" }));

        Assert.Equal("葉次長、秘書1人", LineOf(record, HeaderKey.Attendance));
    }

    [Fact]
    public void A_withheld_recorder_is_omitted_from_the_recorders_line_alone()
    {
        var record = Meeting(Somebody("葉次長", AttendeeRole.Attendee), Somebody("林怡芬", AttendeeRole.Recorder, Withheld));

        Assert.Equal("略", LineOf(record, HeaderKey.Recorder));
        Assert.Equal("葉次長", LineOf(record, HeaderKey.Attendance));
        Assert.DoesNotContain("林怡芬", Serialized(Disclose(record)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_withheld_chair_is_omitted_from_the_list_of_those_present_too()
    {
        var record = Meeting(Somebody("林部長", AttendeeRole.Chair, Withheld), Somebody("葉次長", AttendeeRole.Attendee));
        record = record with { Header = [Line(HeaderKey.Chair, "林部長"), Line(HeaderKey.Attendance, "林部長、葉次長"), Line(HeaderKey.Other, "請假：林部長")] };

        Assert.Equal(["略", "略、葉次長", "略"], Disclose(record).Header.Select(line => line.AsWritten));
    }

    [Fact]
    public void Somebody_withheld_is_not_named_as_the_deputy_of_somebody_else()
    {
        var represented = Somebody("牛司長（陳分析師代）", AttendeeRole.Attendee) with
        {
            Name = "牛信仁",
            Title = "司長",
            Status = AttendanceStatus.Represented,
            RepresentedBy = new Representative { Name = "陳坤中" },
        };
        var deputy = Somebody("陳分析師", AttendeeRole.Observer, Withheld) with { Name = "陳坤中" };
        var disclosed = Disclose(Meeting(represented, deputy));

        Assert.Null(disclosed.Attendance[^2].AsWritten);
        Assert.Equal("牛信仁", disclosed.Attendance[^2].Name);
        Assert.Equal(AttendanceStatus.Represented, disclosed.Attendance[^2].Status);
        Assert.DoesNotContain("陳分析師", Serialized(disclosed), StringComparison.Ordinal);
        Assert.DoesNotContain("陳坤中", Serialized(disclosed), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_lines_of_attendance_each_keep_their_own_people()
    {
        var record = Meeting(Somebody("葉次長", AttendeeRole.Attendee), Somebody("胡秘書", AttendeeRole.Attendee, Withheld), Somebody("牛司長", AttendeeRole.Observer));
        record = record with { Header = [Line(HeaderKey.Attendance, "葉次長、胡秘書"), Line(HeaderKey.Attendance, "牛司長")] };

        Assert.Equal(["葉次長、略", "牛司長"], Disclose(record).Header.Select(line => line.AsWritten));
    }

    [Fact]
    public void A_header_that_names_nobody_withheld_is_as_printed()
    {
        var record = Meeting(Somebody("葉次長", AttendeeRole.Attendee)) with { Header = [Line(HeaderKey.Attendance, "葉次長 等1人"), Line(HeaderKey.Other, "如簽到簿")] };

        Assert.Equal(record.Header, Disclose(record).Header);
    }

    [Fact]
    public void What_the_edition_is_comes_from_the_caller_and_the_key_and_source_of_the_record_do_not()
    {
        var record = Record with { Key = "2025-99", Source = new RecordSource { System = "公文系統", Id = "1140020531" } };
        var at = new DateTimeOffset(2025, 12, 1, 10, 0, 0, TimeSpan.FromHours(8));

        var edition = Disclosing.Disclose(record, edition: 3, key: "2025-018", publishedAt: at, changeNote: "更正錯字");

        Assert.Equal(
            """{"edition":3,"publishedAt":"2025-12-01T10:00:00+08:00","changeNote":"更正錯字","series":"supervisors","key":"2025-018","title":"會議紀錄","start":"2025-11-20T15:30:00+08:00"}""",
            Serialized(edition));
    }

    [Fact]
    public void A_withheld_part_without_a_ground_is_pointed_at()
    {
        var bare = new Disclosure { Level = DisclosureLevel.Withheld };
        var record = Everything("outcome", bare) with { Attachments = [new Attachment { Id = "f", FileName = "a.odt" }] };
        record = record with { Attendance = [Somebody("葉次長", AttendeeRole.Attendee, Withheld), Somebody("胡秘書", AttendeeRole.Attendee, Summarised with { Ground = null })] };

        Assert.Equal(["/sections/0/items/0/outcome", "/attachments/0"], Disclosing.WithheldWithoutGround(Disclose(record)));
    }

    [Fact]
    public void Minutes_that_came_as_a_public_version_need_no_ground()
    {
        var record = Everything("section", new Disclosure { Level = DisclosureLevel.Withheld }) with { Header = [Line(HeaderKey.Version, "公告版")] };

        Assert.Empty(Disclosing.WithheldWithoutGround(Disclose(record)));
    }

    private static MeetingRecord Record { get; } = new()
    {
        Id = "moda-supervisors-18",
        Series = "supervisors",
        Title = "會議紀錄",
        Start = new DateTimeOffset(2025, 11, 20, 15, 30, 0, TimeSpan.FromHours(8)),
    };

    /// <summary>A record with one part of each kind, all members given, of which one is disclosed so.</summary>
    private static MeetingRecord Everything(string part, Disclosure? disclosure)
    {
        Disclosure? For(string kind) => kind == part ? disclosure : null;
        IReadOnlyList<Clause> Clauses(string id, Disclosure? own = null) =>
        [
            new Clause
            {
                Id = id,
                Label = "一",
                Heading = "執行情形",
                Text = "已完成九成。",
                Children = [new Clause { Id = $"{id}-1", Text = "細節。" }],
                Values = [new ClauseValue { Name = "執行率", Value = 92.65m, Unit = "%", AsOf = new DateOnly(2025, 10, 31) }],
                Disclosure = own,
            },
        ];
        IReadOnlyList<Unit> units = [new Unit { Role = UnitRole.Reporting, Name = "主計處", AsWritten = "（報告：主計處）" }];

        return Record with
        {
            Attendance =
            [
                new Attendee
                {
                    Id = "a-1",
                    Role = AttendeeRole.Observer,
                    AsWritten = "牛司長信仁（陳分析師代）",
                    Name = "牛信仁",
                    Title = "司長",
                    Unit = "韌性建設司",
                    Status = AttendanceStatus.Represented,
                    Mode = AttendanceMode.Remote,
                    RepresentedBy = new Representative { Name = "陳坤中", Title = "分析師", AsWritten = "陳分析師代" },
                    Disclosure = For("attendance"),
                },
            ],
            Sections =
            [
                new Section
                {
                    Id = "s",
                    Label = "貳",
                    Heading = "報告事項",
                    AsWritten = "貳、 報告事項（下午4時）",
                    Units = units,
                    Clauses = Clauses("s-c"),
                    Items =
                    [
                        new Item
                        {
                            Id = "s-1",
                            Label = "案由一",
                            Title = "預算案",
                            Purpose = "報請公鑒",
                            AsWritten = "案由一：預算案，報請公鑒",
                            Units = units,
                            Explanation = Clauses("s-1-e"),
                            Outcome = new Outcome
                            {
                                Id = "s-1-o",
                                Kind = OutcomeKind.Resolution,
                                Label = "決議",
                                Result = OutcomeResult.Amended,
                                Clauses = Clauses("s-1-o-1", For("clause")),
                                Disclosure = For("outcome"),
                            },
                            Disclosure = For("item"),
                        },
                    ],
                    Disclosure = For("section"),
                },
            ],
            Annexes =
            [
                new Annex
                {
                    Id = "x",
                    Item = "s-1",
                    Heading = "附錄",
                    Label = "案由一",
                    Title = "預算案書面資料",
                    Purpose = "報請公鑒",
                    AsWritten = "案由一：預算案書面資料，報請公鑒",
                    Units = units,
                    Explanation = Clauses("x-e"),
                    Reports = [new Report { Id = "x-1", Label = "四", Unit = "主計處", AsWritten = "四、主計處：", Clauses = Clauses("x-1-1"), Disclosure = For("report") }],
                    Disclosure = For("annex"),
                },
            ],
            Attachments =
            [
                new Attachment
                {
                    Id = "f",
                    FileName = "簡報.odp",
                    MediaType = "application/vnd.oasis.opendocument.presentation",
                    Size = 48_213,
                    Sha256 = new string('0', 64),
                    Disclosure = For("attachment"),
                },
            ],
        };
    }

    private static object PartOf(PublicEdition edition, string part) => part switch
    {
        "attendance" => edition.Attendance[0],
        "section" => edition.Sections[0],
        "item" => edition.Sections[0].Items[0],
        "outcome" => edition.Sections[0].Items[0].Outcome!,
        "clause" => edition.Sections[0].Items[0].Outcome!.Clauses[0],
        "annex" => edition.Annexes[0],
        "report" => edition.Annexes[0].Reports[0],
        _ => edition.Attachments[0],
    };

    private static MeetingRecord Meeting(params IReadOnlyList<Attendee> attendance) => Record with
    {
        Attendance = attendance,
        Header =
        [
            Line(HeaderKey.Chair, "林部長"),
            Line(HeaderKey.Recorder, "林怡芬"),
            Line(HeaderKey.Attendance, string.Join('、', attendance.Where(person => person.Role is not (AttendeeRole.Chair or AttendeeRole.Recorder)).Select(person => person.AsWritten))),
        ],
    };

    private static Attendee Somebody(string asWritten, AttendeeRole role, Disclosure? disclosure = null) =>
        new() { Id = $"a-{(int)role}", Role = role, AsWritten = asWritten, Status = AttendanceStatus.Present, Disclosure = disclosure };

    private static HeaderLine Line(HeaderKey key, string asWritten) => new() { Key = key, AsWritten = asWritten };

    private static string LineOf(MeetingRecord record, HeaderKey key) => Assert.Single(Disclose(record).Header, line => line.Key == key).AsWritten;

    private static PublicEdition Disclose(MeetingRecord record) => Disclosing.Disclose(record, edition: 1, key: "2025-018");

    private static string Serialized(object value) => JsonSerializer.Serialize(value, value.GetType(), MinutesJson.Options);

    private static string With(string remnant, string disclosure) => $"{remnant[..^1]},\"disclosure\":{disclosure}}}";

    private static IEnumerable<JsonElement> Objects(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member => Objects(member.Value)).Prepend(node),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Objects),
        _ => [],
    };
}
