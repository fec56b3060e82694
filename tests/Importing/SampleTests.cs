using System.Diagnostics;
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

        sample.AssertRight();
        Assert.Equal(sample.Expected.Turns, sample.Turns);
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
    public void The_record_printed_and_imported_again_is_the_record(string name) => Laws.ReturnsAsText(Sample.Read(name));

    [Fact]
    public async Task The_table_in_the_documentation_is_what_the_samples_give()
    {
        var samples = Expected.Samples.Select(Sample.Read).ToList();
        await Snapshot.MatchAsync(Table(samples, Times(samples)), "docs", "importing-samples.md");
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

    /// <summary>Times are measured when the table is written. When it is compared they are those it has: how quick a busy machine is says nothing of the importer.</summary>
    private static Dictionary<string, string> Times(IReadOnlyList<Sample> samples) => Snapshot.IsUpdating
        ? samples.ToDictionary(sample => sample.Name, sample => string.Create(CultureInfo.InvariantCulture, $"{Best(sample).TotalMilliseconds:0} ms"))
        : File.ReadLines(Repository.PathOf("docs", "importing-samples.md")).Select(line => line.Split(" | ")).Where(cells => cells.Length > 10).ToDictionary(cells => cells[0][2..], cells => cells[^1].TrimEnd(' ', '|'));

    private static TimeSpan Best(Sample sample) => Enumerable.Range(0, 10).Min(_ =>
    {
        var watch = Stopwatch.StartNew();
        Sample.Import(sample.Document, MediaTypes.Text, sample.Name, sample.Expected);
        return watch.Elapsed;
    });

    private static string Table(IReadOnlyList<Sample> samples, Dictionary<string, string> times)
    {
        var table = new StringBuilder("""
            # What the importer makes of the samples

            Written by the test `The_table_in_the_documentation_is_what_the_samples_give`; [importing.md](importing.md) explains it. In each pair the first number is
            what the import has right, the second what a reader finds. Persons are entries of attendance by role and status. Shares are of all characters but white space.
            The time is the best of ten runs, when the table was written.

            | sample | header | items | outcomes | persons | placed | unplaced | furniture | lost | warnings | time |
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
            table.AppendLine(CultureInfo.InvariantCulture, $"| {sample.Name} | {fields.Count(field => field.Right)}/{fields.Count} | {sample.RightItems}/{expected.Items} | {Math.Min(sample.Outcomes, expected.Outcomes)}/{expected.Outcomes} | {persons}/{expected.Attendance.Values.Sum()} | {Percent(shares.Placed)} | {Percent(shares.Unplaced)} | {Percent(shares.Furniture)} | {shares.Lost} | {sample.Result.Warnings.Count} | {times.GetValueOrDefault(sample.Name)} |");

            string Percent(int part) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / shares.All:0.0} %");
        }

        table.AppendLine(CultureInfo.InvariantCulture, $"| all | {header}/{headers} | | | | | | | | | |");
        return table.ToString();
    }
}
