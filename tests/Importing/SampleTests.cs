using System.Globalization;
using System.Text;
using OpenMinutes.Contracts;
using OpenMinutes.Importing;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Importing;

/// <summary>Real minutes of other bodies, against what a reader finds in them.</summary>
public sealed class SampleTests
{
    public static TheoryData<string> Names => [.. Expected.Samples];

    public static TheoryData<string> Imported => [.. Expected.Samples.Where(name => Expected.Of(name).Refused is null)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_is_imported_or_refused_as_a_reader_would(string name)
    {
        var sample = Sample.Read(name);

        Assert.Equal(sample.Expected.Refused, sample.Outcome.Refusal?.Code);
        if (sample.Expected.Line is { } line)
        {
            Assert.Equal(line, sample.Outcome.Refusal!.Line);
        }
    }

    [Theory]
    [MemberData(nameof(Imported))]
    public void Items_outcomes_and_persons_are_those_a_reader_finds(string name)
    {
        var sample = Sample.Read(name);
        var expected = sample.Expected;

        Assert.Equal(expected.Items, sample.Items.Count);
        Assert.Equal(expected.Titles.Count, sample.RightItems);
        Assert.Equal(expected.Outcomes, sample.Outcomes);
        Assert.Equal(expected.Turns, sample.Turns);
        if (expected.Sections is { } sections)
        {
            Assert.Equal(sections, sample.Result.Record.Sections.Count);
        }

        Assert.Equal(expected.Attendance, expected.Attendance.Keys.ToDictionary(key => key, sample.AttendanceBy));
        Assert.All(expected.Names, person => Assert.Contains(sample.Result.Record.Attendance, attendee => attendee.Name == person));
        Assert.All(expected.Results.Zip(sample.Items), pair => Assert.True(pair.First is null || pair.First == pair.Second.Outcome?.Result.ToString().ToLowerInvariant(), pair.Second.Title));
    }

    [Theory]
    [MemberData(nameof(Imported))]
    public void A_record_that_was_imported_is_a_valid_record(string name)
    {
        var record = Sample.Read(name).Result.Record;
        var reading = MeetingRecordReader.Read(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(record, MinutesJson.Options));

        Assert.Empty(reading.Faults);
    }

    [Theory]
    [MemberData(nameof(Imported))]
    public void The_record_printed_and_imported_again_is_the_record(string name)
    {
        var sample = Sample.Read(name);
        var record = sample.Result.Record;
        var text = PlainText.Write(Disclosing.Disclose(record, edition: 1, key: "x"));
        var again = Sample.Import(Encoding.UTF8.GetBytes(text), MediaTypes.Text, name, sample.Expected).Result!.Record;

        Assert.Equal(Laws.Indented(Laws.WithoutBold(record)), Laws.Indented(Laws.WithoutComposed(again, record)));
    }

    [Fact]
    public async Task The_table_in_the_documentation_is_what_the_samples_give()
    {
        var samples = Expected.Samples.Select(Sample.Read).ToList();
        await Snapshot.MatchAsync(Table(samples), "docs", "importing-samples.md");
    }

    [Fact]
    public void The_goals_over_all_samples_are_met()
    {
        var samples = Expected.Samples.Select(Sample.Read).Where(sample => sample.Outcome.Result is not null).ToList();
        var header = samples.SelectMany(sample => sample.Header()).ToList();
        var share = samples.Select(Laws.Shares).ToList();

        Assert.True(header.Count(field => field.Right) >= 0.98 * header.Count, string.Join(", ", samples.SelectMany(sample => sample.Header().Where(field => !field.Right).Select(field => $"{sample.Name}: {field.Field}"))));
        Assert.True(share.Sum(part => part.Placed) >= 0.99 * share.Sum(part => part.Placed + part.Unplaced));
        Assert.Equal(0, share.Sum(part => part.Lost));
    }

    private static string Table(IReadOnlyList<Sample> samples)
    {
        var table = new StringBuilder("""
            # What the importer makes of the samples

            Written by the test `The_table_in_the_documentation_is_what_the_samples_give`; [importing.md](importing.md) explains it. In each pair the first number is
            what the import has right, the second what a reader finds. Persons are entries of attendance by role and status. Shares are of all characters but white space.

            | sample | header | items | outcomes | persons | placed | unplaced | furniture | lost | warnings | under 0.1 s |
            |---|---|---|---|---|---|---|---|---|---|---|

            """);
        var (header, headers) = (0, 0);
        foreach (var sample in samples)
        {
            if (sample.Outcome.Refusal is { } refusal)
            {
                table.AppendLine(CultureInfo.InvariantCulture, $"| {sample.Name} | refused: `{refusal.Code}`{(refusal.Line is { } line ? $", line {line}" : "")} | | | | | | | | | |");
                continue;
            }

            var (fields, shares, expected) = (sample.Header(), Laws.Shares(sample), sample.Expected);
            header += fields.Count(field => field.Right);
            headers += fields.Count;
            var persons = expected.Attendance.Sum(entry => Math.Min(entry.Value, sample.AttendanceBy(entry.Key)));
            table.AppendLine(CultureInfo.InvariantCulture, $"| {sample.Name} | {fields.Count(field => field.Right)}/{fields.Count} | {sample.RightItems}/{expected.Items} | {Math.Min(sample.Outcomes, expected.Outcomes)}/{expected.Outcomes} | {persons}/{expected.Attendance.Values.Sum()} | {Percent(shares.Placed)} | {Percent(shares.Unplaced)} | {Percent(shares.Furniture)} | {shares.Lost} | {sample.Result.Warnings.Count} | {(sample.Time.TotalSeconds < 0.1 ? "yes" : "no")} |");

            string Percent(int part) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / shares.All:0.0} %");
        }

        table.AppendLine(CultureInfo.InvariantCulture, $"| all | {header}/{headers} | | | | | | | | | |");
        return table.ToString();
    }
}
