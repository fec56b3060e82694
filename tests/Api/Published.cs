namespace OpenMinutes.Tests.Api;

/// <summary>Records that are public, and what the public has of them.</summary>
internal static class Published
{
    /// <summary>A small record that has gone public.</summary>
    public static async Task<string> PublishedAsync(this ApiService service, string id, int number)
    {
        await service.Writer.CreateAsync(Minutes.Small(id, number));
        return await service.ApprovedAsync(id);
    }

    /// <summary>Stores a text as the file of an attachment of a draft.</summary>
    public static async Task StoreAsync(this ApiService service, string id, string attachment, string text)
    {
        using var content = new StringContent(text, System.Text.Encoding.UTF8, "text/plain");
        (await service.Writer.SendAsync(HttpMethod.Put, $"/v1/records/{id}/attachments/{attachment}", content, ("If-None-Match", "*"))).Is(201);
    }

    /// <summary>Submits and approves the working edition.</summary>
    public static async Task<string> ApprovedAsync(this ApiService service, string id)
    {
        (await service.Writer.StepAsync(id, "submit")).Is(200);
        Assert.Equal("published", (await service.Approver.StepAsync(id, "approve")).Is(200)["state"]);
        return id;
    }

    /// <summary>Every edition that publishers can read; the keys of these records are their ids.</summary>
    public static async Task<IReadOnlyList<(int Edition, string Document)>> PublicAsync(this ApiService service, string id) =>
        await service.QueryAsync<(int, string)>(
            "select edition, document from public_site.editions where key = @id and sha256 = sha256(convert_to(document, 'UTF8')) order by edition", new { id });

    /// <summary>What was asked of publishers because of the record, and the entries of the change feed that are not plain changes.</summary>
    public static async Task<IReadOnlyList<string>> CausesAsync(this ApiService service, string id) =>
        await service.QueryAsync<string>("select cause from minutes.publication_requests where resource = @resource order by id", new { resource = $"records/{id}" });

    public static async Task<(string Kind, int Edition)> LastChangeAsync(this ApiService service, string id) =>
        await service.QuerySingleAsync<(string, int)>(
            "select kind, edition from minutes.changes where resource = @resource order by id desc limit 1", new { resource = $"records/{id}" });
}
