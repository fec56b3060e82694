using OpenMinutes.Contracts;
using OpenMinutes.Publisher.Source;

namespace OpenMinutes.Tests.Publisher;

/// <summary>How the publisher keeps a stored edition.</summary>
public sealed class DocumentTests(PublicContent content) : IClassFixture<PublicContent>
{
    [Fact]
    public async Task No_text_is_read_from_what_has_taken_the_place_of_its_document()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await content.PublishAsync(18);
        var key = new MeetingKey("supervisors", "2025-018");
        await using var source = await PublicSite.OpenAsync(content.Publisher, cancellation);
        var document = Assert.Single((await source.EditionsAsync([key], cancellation))[key]).Document;
        var clauses = StoredJson.Edition(document.Utf8).Annexes[0].Reports[0].Clauses;
        var asked = clauses[0].Heading;

        document.Dispose();

        Assert.Equal(asked, clauses[0].Heading);
        Assert.Throws<ObjectDisposedException>(() => clauses[1].Heading);
        Assert.Throws<ObjectDisposedException>(() => document.Utf8);
    }
}
