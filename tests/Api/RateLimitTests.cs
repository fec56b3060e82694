namespace OpenMinutes.Tests.Api;

public sealed class RateLimitTests : IAsyncLifetime
{
    private readonly ApiService _service = new() { Settings = { ["OPENMINUTES_REQUESTS_PER_MINUTE"] = "5" } };

    public ValueTask InitializeAsync() => _service.InitializeAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task API4_Unrestricted_resource_consumption_who_asks_too_often_is_told_when_to_go_on_and_takes_nothing_from_others()
    {
        // While the first are answered, more may be allowed, one every twelve seconds.
        var (allowed, refused) = (0, await _service.Writer.GetAsync("/v1/records"));
        for (; refused.Status == 200 && allowed < 50; allowed++)
            refused = await _service.Writer.GetAsync("/v1/records");

        Assert.InRange(allowed, 5, 49);
        refused.IsProblem(429, "too-many-requests");
        Assert.InRange(int.Parse(refused.Headers.GetValues("Retry-After").Single(), System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        (await _service.Approver.GetAsync("/v1/records")).Is(200);
        (await _service.Nobody.GetAsync("/healthz")).Is(200);
    }

    [Fact]
    public async Task A_record_that_is_answered_from_memory_counts_like_any_other_request()
    {
        await _service.Writer.CreateAsync(Minutes.Small("counted"));
        var (allowed, refused) = (0, await _service.Approver.GetAsync("/v1/records/counted"));
        for (; refused.Status == 200 && allowed < 50; allowed++)
            refused = await _service.Approver.GetAsync("/v1/records/counted");

        Assert.InRange(allowed, 5, 49);
        refused.IsProblem(429, "too-many-requests");
    }
}
