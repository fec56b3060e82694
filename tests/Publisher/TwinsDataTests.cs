using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Twins;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher;

public sealed class TwinsDataTests
{
    private static readonly JsonSerializerOptions Indented = new(MinutesJson.Options) { WriteIndented = true };

    [Fact]
    public void The_csv_has_a_row_for_every_section_item_annex_and_report()
    {
        var rows = ReadCsv(TwinsSample.Reference);
        var kinds = rows.CountBy(static row => row["kind"]).ToDictionary();

        Assert.Equal(new Dictionary<string, int> { ["section"] = 6, ["item"] = 4, ["annex"] = 1, ["report"] = 12 }, kinds);

        var item = rows.Single(static row => row["anchor"] == "reports-2");
        Assert.Equal(("報告事項", "案由二", "數位國際司施政重點", "數位國際司"), (item["section"], item["label"], item["subject"], item["units"]));
        Assert.Equal(("decision", "noted"), (item["outcomeKind"], item["result"]));
        Assert.StartsWith("決定：\n一、洽悉。\n二、請國際司依規劃時程", item["outcome"], StringComparison.Ordinal);
        Assert.Equal("https://minutes.example.gov.tw/meetings/supervisors/2025-018/#reports-2", item["url"]);

        var discussion = rows.Single(static row => row["subject"] == "討論事項");
        Assert.Equal(("withheld", ""), (discussion["disclosure"], discussion["none"]));
        Assert.Equal("true", rows.Single(static row => row["subject"] == "臨時動議")["none"]);
    }

    [Property(MaxTest = 100)]
    public void The_csv_holds_every_printed_paragraph_of_a_part(int seed)
    {
        var edition = TwinsSample.Generated(seed);
        var people = edition.Attendance.Select(static attendee => attendee.Id).Concat(edition.Attachments.Select(static file => file.Id)).ToHashSet();
        var texts = ReadCsv(edition).SelectMany(static row => row["text"].Split('\n')).Order();

        Assert.Equal(DocumentLayout.Lines(edition).Where(line => line.Anchor is { } anchor && !people.Contains(anchor)).Select(static line => line.Text).Order(), texts);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+886")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1+1")]
    [InlineData("＝1+1")]
    public void No_cell_is_a_formula(string text) =>
        Assert.All(ReadCsv(TwinsSample.Saying(text)).SelectMany(static row => row.Values), static cell => Assert.False(cell.Length > 0 && "=+-@\t\r＝＋－＠".Contains(cell[0], StringComparison.Ordinal), cell));

    [Fact]
    public void A_cell_keeps_its_quotes_commas_and_lines()
    {
        var row = ReadCsv(TwinsSample.Saying("甲,\"乙\"\n丙")).First(static row => row["kind"] == "item");

        Assert.Equal("甲,\"乙\"\n丙", row["subject"]);
    }

    [Fact]
    public void The_csv_begins_with_a_byte_order_mark_and_its_rows_end_as_rfc_4180_says()
    {
        var csv = Csv(TwinsSample.Small with { Sections = [new PublicSection { Id = "s", Heading = "報告" }] });

        Assert.StartsWith("\ufeffkind,series,key,", csv, StringComparison.Ordinal);
        Assert.Equal(["\r\n", "\r\n"], csv.EnumerateRunes().Zip(csv.EnumerateRunes().Skip(1)).Where(static pair => pair.Second.Value == '\n').Select(static pair => $"{pair.First}{pair.Second}"));
    }

    [Fact]
    public void A_json_line_is_the_edition_as_it_is_stored()
    {
        var stored = JsonSerializer.SerializeToUtf8Bytes(TwinsSample.Reference, MinutesJson.Options);
        var indented = JsonSerializer.SerializeToUtf8Bytes(TwinsSample.Reference, Indented);
        var output = new ArrayBufferWriter<byte>();
        JsonLines.Append(stored, output);
        JsonLines.Append(indented, output);

        var lines = Encoding.UTF8.GetString(output.WrittenSpan).Split('\n');

        Assert.Equal(3, lines.Length);
        Assert.Equal(Encoding.UTF8.GetString(stored), lines[0]);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(lines[0]), JsonElement.Parse(lines[1])));
        Assert.Equal("", lines[2]);
    }

    [Fact]
    public void A_changed_meeting_changes_the_year_in_which_it_was_held_and_no_other()
    {
        MeetingFacts[] meetings =
        [
            TwinsCalendarTests.Meeting("2024-001") with { HeldOn = new DateOnly(2024, 1, 5) },
            TwinsCalendarTests.Meeting("2025-001"),
            TwinsCalendarTests.Meeting("2025-002") with { WithdrawnAt = TwinsCalendarTests.At(2026, 1, 1), WithdrawalReason = "誤植" },
        ];

        var years = Years(meetings);

        Assert.Equal([("/data/supervisors/2025.csv", 1), ("/data/supervisors/2024.csv", 1)], years.Select(static year => (year.CsvUrl, year.Meetings)));
    }

    [Fact]
    public void The_years_and_the_pending_meetings_of_a_series_are_read_back_as_they_were_written()
    {
        MeetingFacts[] meetings =
        [
            TwinsCalendarTests.Meeting("2024-001") with { Number = 11, HeldOn = new DateOnly(2024, 1, 5) },
            TwinsCalendarTests.Meeting("2025-001") with { Number = 14 },
            TwinsCalendarTests.Meeting("2026-001") with { Number = null, HeldOn = new DateOnly(2026, 1, 5), WithdrawnAt = TwinsCalendarTests.At(2026, 1, 6), WithdrawalReason = "誤植" },
        ];
        var years = RenderingBed.Years(meetings);
        var output = new ArrayBufferWriter<byte>();
        PendingMeeting[] pending = [new() { HeldOn = new DateOnly(2026, 2, 5) }, new() { Number = 15, HeldOn = new DateOnly(2025, 2, 5) }];
        SeriesJson.Write(TwinsSample.Site, TwinsSample.Site.Series[0], years, pending, output);

        Assert.Equivalent(years, SeriesJson.Read(output.WrittenSpan), strict: true);
        Assert.Equal(pending, SeriesJson.ReadPending(output.WrittenSpan));
        Assert.Contains("\"missing\":[[12,13]]", Encoding.UTF8.GetString(output.WrittenSpan), StringComparison.Ordinal);
    }

    [Fact]
    public void The_change_feed_has_each_change_of_a_month_and_no_text()
    {
        ChangePart month = PageKinds.Whole(
            "2026-01",
            [
                new Change(ChangeKind.Withdraw, "supervisors", "2025-018", "第18次主管會議紀錄", null, TwinsCalendarTests.At(2026, 1, 15)),
                new Change(ChangeKind.Correct, "supervisors", "2025-018", "第18次主管會議紀錄", 4, TwinsCalendarTests.At(2026, 1, 5)),
            ]);
        MonthFacts[] months = [month.Facts, new MonthFacts("2025-12", 1, TwinsCalendarTests.At(2025, 12, 20))];
        using var index = Json(output => ChangeFeed.WriteIndex(TwinsSample.Site, months, output));

        Assert.Equal(
            """{"month":"2026-01","index":"https://minutes.example.gov.tw/changes/index.json","data":[{"at":"2026-01-15T00:00:00Z","kind":"withdraw","series":"supervisors","key":"2025-018","html":"https://minutes.example.gov.tw/meetings/supervisors/2025-018/","json":"https://minutes.example.gov.tw/meetings/supervisors/2025-018/index.json"},{"at":"2026-01-05T00:00:00Z","kind":"correct","series":"supervisors","key":"2025-018","edition":4,"html":"https://minutes.example.gov.tw/meetings/supervisors/2025-018/","json":"https://minutes.example.gov.tw/meetings/supervisors/2025-018/index.json"}]}""" + "\n",
            Encoding.UTF8.GetString(Bytes(output => ChangeFeed.WritePart(TwinsSample.Site, month, output))));
        Assert.Equal(
            """{"month":"2026-01","changes":2,"last":"2026-01-15T00:00:00Z","html":"https://minutes.example.gov.tw/changes/2026-01/","href":"https://minutes.example.gov.tw/changes/2026-01.json"}""",
            index.RootElement.GetProperty("data")[0].GetRawText());
        Assert.Equal(months, ChangeFeed.ReadIndex(Bytes(output => ChangeFeed.WriteIndex(TwinsSample.Site, months, output))));
    }

    [Fact]
    public void The_catalogue_has_a_dataset_for_every_year_with_a_distribution_for_every_file()
    {
        using var catalogue = Json(output => DataCatalog.WriteSeries(TwinsSample.Site, Years([TwinsCalendarTests.Meeting("2025-018")]), Register, output));
        var datasets = catalogue.RootElement.GetProperty("dcat:dataset");

        Assert.Equal("dcat:Catalog", catalogue.RootElement.GetProperty("@type").GetString());
        Assert.Equal(3, datasets.GetArrayLength());
        Assert.Equal("https://minutes.example.gov.tw/data/supervisors", datasets[1].GetProperty("dcat:inSeries").GetProperty("@id").GetString());
        Assert.Equal(
            ["https://minutes.example.gov.tw/data/supervisors/2025.csv", "https://minutes.example.gov.tw/data/supervisors/2025.jsonl"],
            Files(datasets[1]));
        Assert.Equal("https://minutes.example.gov.tw/directives/supervisors/", datasets[2].GetProperty("dcat:landingPage").GetProperty("@id").GetString());
        Assert.Equal(
            ["https://minutes.example.gov.tw/data/supervisors/directives.1-100.csv", "https://minutes.example.gov.tw/data/supervisors/directives.1-100.jsonl", "https://minutes.example.gov.tw/data/supervisors/directives.json"],
            Files(datasets[2]));

        static IEnumerable<string?> Files(JsonElement dataset) =>
            dataset.GetProperty("dcat:distribution").EnumerateArray().Select(static one => one.GetProperty("dcat:downloadURL").GetProperty("@id").GetString());
    }

    [Fact]
    public void The_catalogue_is_as_the_shapes_of_dcat_ap_want_it()
    {
        var site = new Site(
            new SiteSettings { BaseUrl = "https://minutes.example.gov.tw", Contact = new SiteContact { Name = "秘書處", Email = "minutes@example.gov.tw" } },
            SiteFiles.Load(),
            TwinsSample.Site.Series);
        var years = Years([TwinsCalendarTests.Meeting("2025-018")]);
        using var whole = Json(output => DataCatalog.Write(site, [SeriesData.Of(years)], output));
        using var catalogue = Json(output => DataCatalog.WriteSeries(site, years, Register, output));

        Assert.Empty(TwinsShapes.Violations(whole.RootElement));
        Assert.Empty(TwinsShapes.Violations(catalogue.RootElement));
        Assert.Equal("https://minutes.example.gov.tw/data/supervisors/catalog.jsonld", whole.RootElement.GetProperty("dcat:catalog")[0].GetProperty("@id").GetString());

        // The shapes find what is missing.
        var maimed = JsonNode.Parse(catalogue.RootElement.GetRawText())!;
        maimed["dcat:dataset"]![1]!.AsObject().Remove("dct:title");
        maimed["dcat:dataset"]![1]!["dcat:distribution"]![0]!.AsObject().Remove("dcat:accessURL");
        Assert.Equal(2, TwinsShapes.Violations(JsonElement.Parse(maimed.ToJsonString())).Count);
    }

    [Fact]
    public void The_pages_of_data_and_changes_link_what_there_is()
    {
        MeetingFacts[] meetings = [TwinsCalendarTests.Meeting("2025-018")];
        var part = PageKinds.Whole("2025-12", [new Change(ChangeKind.Publish, "supervisors", "2025-018", meetings[0].Title, 1, meetings[0].PublishedAt)]);

        var data = Html(new DataPage(TwinsSample.Site, [SeriesData.Of(Years(meetings))]));
        var series = Html(new DataSeriesPage(TwinsSample.Site, Years(meetings), Register));
        var changes = Html(ChangesPage.Of(TwinsSample.Site, part.Changes, [part.Facts]));
        var month = Html(new ChangesMonthPage(TwinsSample.Site, part));

        Links(data, "/data/supervisors/", "/data/catalog.jsonld", "/data/public-edition.schema.json", "/changes/");
        Links(series, "/data/supervisors/2025.csv", "/data/supervisors/2025.jsonl", "/meetings/supervisors/calendar.ics", "/meetings/supervisors/feed.atom", "/data/supervisors/catalog.jsonld");
        Links(changes, "/meetings/supervisors/2025-018/", "/changes/index.json", "/changes/2025-12/");
        Links(month, "/meetings/supervisors/2025-018/", "/changes/2025-12.json", "/changes/");

        static void Links(string page, params string[] urls) => Assert.All(urls, url => Assert.Contains($"href=\"{url}\"", page, StringComparison.Ordinal));
    }

    private static readonly RegisterData Register = new("supervisors", [RegisterPageTests.Range], HasFigures: true);

    private static IReadOnlyList<SeriesYear> Years(IReadOnlyCollection<MeetingFacts> meetings) => SeriesYear.Of(TwinsSample.Site.Series[0], RenderingBed.Years(meetings));

    private static string Html(Page page)
    {
        var output = new ArrayBufferWriter<byte>();
        new Renderer(SiteFiles.Load()).Render(page, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static JsonDocument Json(Action<IBufferWriter<byte>> write) => JsonDocument.Parse(Bytes(write));

    private static byte[] Bytes(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }

    private static string Csv(PublicEdition edition)
    {
        var output = new ArrayBufferWriter<byte>();
        OpenMinutes.Rendering.Twins.Csv.Begin(output);
        OpenMinutes.Rendering.Twins.Csv.Append(TwinsSample.Site, edition, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Reads RFC 4180 strictly.</summary>
    private static List<Dictionary<string, string>> ReadCsv(PublicEdition edition)
    {
        var rows = new List<List<string>>();
        var row = new List<string>();
        var text = Csv(edition).AsSpan()[1..];
        while (text.Length > 0)
        {
            var cell = new StringBuilder();
            if (text[0] == '"')
            {
                for (text = text[1..]; ; text = text[1..])
                {
                    if (text[0] != '"')
                        cell.Append(text[0]);
                    else if (text is ['"', '"', ..])
                        cell.Append((text = text[1..])[0]);
                    else
                        break;
                }

                text = text[1..];
            }
            else
            {
                var end = text.IndexOfAny(",\r\n\"");
                cell.Append(text[..end]);
                text = text[end..];
            }

            row.Add(cell.ToString());
            if (text[0] == ',')
            {
                text = text[1..];
                continue;
            }

            Assert.True(text.StartsWith("\r\n"), "A cell ends with a comma or its row does.");
            text = text[2..];
            rows.Add(row);
            row = [];
        }

        return [.. rows.Skip(1).Select(cells => rows[0].Zip(cells).ToDictionary(static pair => pair.First, static pair => pair.Second))];
    }
}
