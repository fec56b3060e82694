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
    public async Task Meetings_of_a_moment_come_by_series_and_key_and_what_a_unit_does_there_in_the_order_of_the_minutes()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var together = new PublicContent();
        await together.InitializeAsync();
        foreach (var number in new[] { 17, 18, 19 })
            await together.PublishAsync(number);
        await together.ExecuteAsync(
            """
            insert into public_site.series values ('advisors', '諮詢會議', '數位發展部', 'continuous', false);
            insert into public_site.records (series, key, number, title, start_at, held_on, edition, first_published, published_at)
              select 'advisors', key, number, title, start_at, held_on, edition, first_published, published_at from public_site.records where number = 18;
            insert into public_site.appearances
              select 'advisors', key, anchor, position, body, unit_name, kind, role, title, start_at, held_on, published_at from public_site.appearances where key = '2025-018';
            update public_site.records set start_at = (select start_at from public_site.records where number = 19), held_on = (select held_on from public_site.records where number = 19)
              where key = '2025-018' and series = 'supervisors';
            insert into public_site.appearances
              select series, key, anchor || '-0', 0, body, unit_name, kind, role, title, start_at, held_on, published_at from public_site.appearances where series = 'supervisors';
            """);
        await using var source = await PublicSite.OpenAsync(together.Publisher, cancellation);

        Assert.Equal(
            [("supervisors", "2025-019"), ("supervisors", "2025-018"), ("advisors", "2025-018"), ("supervisors", "2025-017")],
            (await source.KeysAsync(null, cancellation)).Select(static meeting => (meeting.Series, meeting.Key)));
        var ofUnits = await source.AppearancesOfYearAsync(2025, ["personnel", "digital-strategy"], await source.RegistryAsync(cancellation), cancellation);
        Assert.Empty(ofUnits[0]);
        Assert.Equal(
            ["2025-019 reports-1-0", "2025-019 reports-1", "2025-018 reports-1-0", "2025-018 reports-1", "2025-018 reports-1", "2025-017 reports-1-0", "2025-017 reports-1"],
            ofUnits[1].Select(static appearance => $"{appearance.Meeting.Key} {appearance.Anchor}"));
    }

    [Fact]
    public async Task A_name_means_what_it_means_in_the_minutes_of_the_body()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var named = new PublicContent();
        await named.InitializeAsync();
        await named.PublishAsync(18);
        await named.ExecuteAsync(
            """
            insert into public_site.units values ('legal-affairs', '法制處', '{}', null, null, 30);
            insert into public_site.unit_names values
              ('', '法制處', 'legal-affairs'), ('數位發展部', '法規會', 'legal-affairs'), ('', '人事處', 'legal-affairs'), ('內政部', '主計處', 'legal-affairs');
            insert into public_site.appearances
              select series, key, n.name, 100 + n.place, body, n.name, kind, role, title, start_at, held_on, published_at
              from (select * from public_site.appearances limit 1) a cross join (values ('法制處', 1), ('法規會', 2), ('人事處', 3), ('主計處', 4)) n (name, place);
            """);
        await using var source = await PublicSite.OpenAsync(named.Publisher, cancellation);
        var registry = await source.RegistryAsync(cancellation);

        Assert.Equal(["法制處", "法規會"], await AnchorsAsync("legal-affairs"));
        Assert.Equal(["人事處"], await AnchorsAsync("personnel"));

        async Task<IEnumerable<string>> AnchorsAsync(string unit) => (await source.AppearancesOfYearAsync(2025, [unit], registry, cancellation))[0].Select(static appearance => appearance.Anchor);
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
