using System.Text;
using OpenMinutes.Contracts;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Contracts;

public sealed class DirectiveSentencesTests
{
    private const string Previous = "第17次（10月）主管會議列管案件共計3案，2案同意解除追蹤，1案繼續追蹤。";
    private const string Earlier = "本次提報歷次列管案件計7案：同意解除追蹤計3案；繼續追蹤計4案。";

    [Fact]
    public void The_sentences_are_those_of_the_reference_document_letter_by_letter()
    {
        Assert.Equal(Previous, DirectiveSentences.OfPrevious(17, 10, "主管會議", new CohortFigures(3, 2, 1)));
        Assert.Equal(Earlier, DirectiveSentences.OfEarlier(new CohortFigures(7, 3, 4)));
        var reference = File.ReadAllText(Repository.PathOf("tests", "Snapshots", "moda-supervisors-18.txt"));
        Assert.Contains(Previous, reference, StringComparison.Ordinal);
        Assert.Contains(Earlier, reference, StringComparison.Ordinal);
    }

    [Fact]
    public void They_are_found_in_the_reference_record_each_with_its_place()
    {
        var record = MeetingRecordReader.Read(File.ReadAllBytes(Repository.PathOf("tests", "Snapshots", "moda-supervisors-18.record.json"))).Value!;

        Assert.Equal(
            [
                new StatedFigures("/sections/1/items/0/outcome/clauses/1/children/0/text", Cohort.Previous, new CohortFigures(3, 2, 1)),
                new StatedFigures("/sections/1/items/0/outcome/clauses/1/children/1/text", Cohort.Earlier, new CohortFigures(7, 3, 4)),
            ],
            DirectiveSentences.In(record));
        Assert.Equal(
            [(Cohort.Previous, new CohortFigures(3, 2, 1)), (Cohort.Earlier, new CohortFigures(7, 3, 4))],
            DirectiveSentences.In(Disclosing.Disclose(record, edition: 1, key: "2025-018")));
    }

    [Theory]
    [InlineData("第5次主管會議列管案件計十二案，同意解除追蹤者計七案，繼續追蹤者計五案。", Cohort.Previous, 12, 7, 5)]
    [InlineData("歷次列管案件共計10案：繼續列管計6案；解除列管計4案。", Cohort.Earlier, 10, 4, 6)]
    [InlineData("本次提報歷次列管案件計７案：同意解除追蹤計３案；持續追蹤計４案。", Cohort.Earlier, 7, 3, 4)]
    public void Other_ways_of_putting_it_are_understood(string text, Cohort cohort, int total, int released, int continued) =>
        Assert.Equal((cohort, new CohortFigures(total, released, continued)), DirectiveSentences.Find(text));

    [Theory]
    [InlineData("列管案件管考情形依下列決議辦理：")]
    [InlineData("歷次列管案件計7案，洽悉。")]
    [InlineData("本案繼續追蹤。")]
    [InlineData("")]
    public void What_states_no_such_figures_is_left_alone(string text) => Assert.Null(DirectiveSentences.Find(text));

    [Fact]
    public void What_is_written_is_read_back()
    {
        foreach (var figures in from released in Enumerable.Range(0, 40) from continued in Enumerable.Range(0, 40) select new CohortFigures(released + continued, released, continued))
        {
            Assert.Equal((Cohort.Previous, figures), DirectiveSentences.Find(DirectiveSentences.OfPrevious(null, 1, "部務會議", figures)));
            Assert.Equal((Cohort.Earlier, figures), DirectiveSentences.Find(DirectiveSentences.OfEarlier(figures)));
        }
    }

    [Fact]
    public void A_text_of_any_length_is_looked_through_in_no_time()
    {
        var text = new StringBuilder().Insert(0, "歷次列管案件計案同意解除追蹤", 5_000).ToString();

        Assert.Null(DirectiveSentences.Find(text));
    }
}
