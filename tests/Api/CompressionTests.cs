using System.IO.Compression;
using System.Net.Http.Headers;

namespace OpenMinutes.Tests.Api;

/// <summary>Answers are sent compressed to whoever asks for that.</summary>
public sealed class CompressionTests(ApiService service) : IClassFixture<ApiService>
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task An_answer_is_compressed_as_it_was_asked_for_and_says_the_same(string encoding)
    {
        var id = $"compressed-{encoding}";
        await service.Writer.CreateAsync(Minutes.Small(id));
        var path = $"/v1/records/{id}";
        var plain = (await service.Writer.GetAsync(path)).Is(200);

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", service.Writer.Key);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        using var answer = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(encoding, Assert.Single(answer.Content.Headers.ContentEncoding));
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        await using var packed = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var text = new StreamReader(encoding == "gzip" ? new GZipStream(packed, CompressionMode.Decompress) : new BrotliStream(packed, CompressionMode.Decompress));
        Assert.Equal(plain.Text, await text.ReadToEndAsync(TestContext.Current.CancellationToken));
    }
}
