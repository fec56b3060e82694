using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace OpenMinutes.Tests.Api;

/// <summary>A caller of the service.</summary>
internal sealed class ApiClient(ApiService service, string? key)
{
    public string? Key { get; } = key;

    public Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Reply> PutAsync(string path, string body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Put, path, Json(body), headers);

    public Task<Reply> PostAsync(string path, string body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, Json(body), headers);

    public async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(service.Address, path)) { Content = content };
        if (Key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await service.Http.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    /// <summary>An answer that is read while it comes.</summary>
    public async Task<HttpResponseMessage> StreamAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return await service.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Creates a record and answers its id.</summary>
    public async Task<string> CreateAsync(JsonObject record)
    {
        var id = record["id"]!.GetValue<string>();
        (await PutAsync($"/v1/records/{id}", record.ToJsonString(), ("If-None-Match", "*"))).Is(201);
        return id;
    }

    /// <summary>Carries out a step of the workflow on the newest revision.</summary>
    public async Task<Reply> StepAsync(string id, string step, string body = "{}")
    {
        var etag = (await GetAsync($"/v1/records/{id}")).ETag!;
        return await PostAsync($"/v1/records/{id}/{step}", body, ("If-Match", etag));
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}

/// <summary>What was answered.</summary>
internal sealed record Reply(int Status, string Text, HttpResponseHeaders Headers, string? MediaType)
{
    public string? ETag => Headers.ETag?.ToString();

    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    public string? this[string member] => Json[member]?.ToString();

    public static async Task<Reply> OfAsync(HttpResponseMessage response) =>
        new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers.ContentType?.MediaType);

    public Reply Is(int status)
    {
        Assert.True(Status == status, $"{status} was expected, and {Status} answered: {Text}");
        return this;
    }

    /// <summary>That it is a complete problem document of this code, and where the request is wrong.</summary>
    public Reply IsProblem(int status, string code, params string[] pointers)
    {
        Is(status);
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal(code, this["code"]);
        Assert.Equal($"{status}", this["status"]);
        Assert.Equal($"urn:openminutes:problem:{code}", this["type"]);
        Assert.False(string.IsNullOrEmpty(this["title"]));
        Assert.False(string.IsNullOrEmpty(this["detail"]));
        Assert.Equal(pointers, Json["errors"]?.AsArray().Select(error => error!["pointer"]!.GetValue<string>()) ?? []);
        return this;
    }
}
