using OpenMinutes.Publisher.Source;

namespace OpenMinutes.Tests.Publisher;

/// <summary>How the publisher reads what is public.</summary>
public sealed class SourceTests(PublicContent content) : IClassFixture<PublicContent>
{
    [Fact]
    public async Task What_is_read_beside_is_of_the_same_moment()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await content.PublishAsync(17);
        await using var source = await PublicSite.OpenAsync(content.Publisher, cancellation);
        var moment = await source.ExportAsync(cancellation);
        await content.PublishAsync(18);
        await using var beside = await source.BesideAsync(moment, cancellation);

        var seen = Assert.Single(await beside.KeysAsync(null, cancellation));
        Assert.Equal(await source.KeysAsync(null, cancellation), [seen]);
        Assert.Equal(source.Snapshot, beside.Snapshot);
        await using var later = await PublicSite.OpenAsync(content.Publisher, cancellation);
        Assert.Equal(2, (await later.KeysAsync(null, cancellation)).Count);
    }

    [Fact]
    public async Task The_number_before_is_that_of_the_series_in_whatever_year()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var numbered = new PublicContent();
        await numbered.InitializeAsync();
        foreach (var number in new[] { 17, 18, 20, 60 })
            await numbered.PublishAsync(number);
        await using var source = await PublicSite.OpenAsync(numbered.Publisher, cancellation);

        Assert.Equal([(17, null), (18, 17), (20, 18)], await NumbersAsync(2025));
        Assert.Equal([(60, 20)], await NumbersAsync(2026));

        async Task<IEnumerable<(int?, int?)>> NumbersAsync(int year) =>
            (await source.MeetingsOfYearAsync(new SeriesYearKey("supervisors", year), cancellation)).Select(static meeting => (meeting.Number, meeting.NumberBefore));
    }
}
