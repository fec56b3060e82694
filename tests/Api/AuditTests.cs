using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Api;

/// <summary>Who changed what, provably.</summary>
public sealed class AuditTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task An_admin_reads_every_change_the_newest_first()
    {
        var id = await service.PublishedAsync("audited-life", 1);
        (await service.Approver.StepAsync(id, "withdraw", """{ "reason": "內容尚待釐清" }""")).Is(200);

        var page = await Eventually.Async(() => service.Admin.GetAsync($"/v1/audit?resource=records/{id}"), page => page.Is(200).Json["data"]!.AsArray().Count == 4);

        var entries = page.Json["data"]!.AsArray();
        Assert.Equal(["record.withdraw", "record.approve", "record.submit", "record.create"], entries.Select(entry => entry!["action"]!.ToString()));
        Assert.Equal(["4", "3", "2", "1"], entries.Select(entry => entry!["revision"]!.ToString()));
        Assert.Equal(("林主管", "內容尚待釐清"), (entries[0]!["person"]!.ToString(), entries[0]!["detail"]!["reason"]!.ToString()));
        Assert.Equal(12, entries[0]!["key"]!.ToString().Length);
        var first = (await service.Admin.GetAsync($"/v1/audit?resource=records/{id}&limit=3")).Is(200);
        Assert.Equal("record.create", Assert.Single((await service.Admin.GetAsync($"/v1/audit?resource=records/{id}&cursor={first["next"]}")).Is(200).Json["data"]!.AsArray())!["action"]!.ToString());
        Assert.Equal(["林主管"], (await service.Admin.GetAsync("/v1/audit?person=林主管")).Is(200).Json["data"]!.AsArray().Select(entry => entry!["person"]!.ToString()).Distinct());
    }

    [Fact]
    public async Task The_service_itself_can_neither_change_nor_remove_what_is_written()
    {
        await using var connection = new Npgsql.NpgsqlConnection(service.Database.Api);
        foreach (var table in (string[])["audit", "audit_chain", "changes", "change_numbers", "redactions", "errata"])
        {
            foreach (var statement in (string[])[$"delete from minutes.{table}", $"truncate minutes.{table}", $"update minutes.{table} set {(table is "audit_chain" or "change_numbers" ? "sequence = 1" : "id = default")}"])
            {
                var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Dapper.SqlMapper.ExecuteAsync(connection, statement));
                Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
            }
        }
    }

    [Theory]
    [InlineData("update minutes.audit set person = '別人' where id = (select audit from minutes.audit_chain where sequence = 3)", 3)]
    [InlineData("update minutes.audit set detail = '{}' where id = (select audit from minutes.audit_chain where sequence = 2)", 2)]
    [InlineData("update minutes.audit set at = at + interval '1 microsecond' where id = (select audit from minutes.audit_chain where sequence = 4)", 4)]
    [InlineData("delete from minutes.audit_chain where sequence = 3", 3)]
    [InlineData("alter table minutes.audit_chain drop constraint audit_chain_audit_fkey; delete from minutes.audit where id = (select audit from minutes.audit_chain where sequence = 3)", 3)]
    [InlineData("update minutes.audit_chain set hash = sha256('x') where sequence = 1", 1)]
    public async Task The_first_broken_row_is_named(string tampering, int broken)
    {
        await using var another = new Tampered();
        await another.InitializeAsync();
        var head = (await another.VerifyAsync()).Trim();

        await another.Service.QueryAsync<int>(tampering);

        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => another.VerifyAsync());
        Assert.Contains($"broken at {broken}: ", failed.Message, StringComparison.Ordinal);
        Assert.Contains(":", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_that_was_cut_or_written_anew_does_not_agree_with_what_was_noted()
    {
        await using var another = new Tampered();
        await another.InitializeAsync();
        var head = (await another.VerifyAsync()).Trim();
        await another.VerifyAsync("--head", head);

        await another.Service.QueryAsync<int>("delete from minutes.audit_chain where sequence = (select max(sequence) from minutes.audit_chain)");
        await another.VerifyAsync();
        Assert.Contains("was longer once", (await Assert.ThrowsAsync<InvalidOperationException>(() => another.VerifyAsync("--head", head))).Message, StringComparison.Ordinal);
    }

    /// <summary>A service of its own with a chain of some rows, stopped, to be tampered with by the owner of the database.</summary>
    private sealed class Tampered : IAsyncDisposable
    {
        public ApiService Service { get; } = new();

        public async Task InitializeAsync()
        {
            await Service.InitializeAsync();
            await Eventually.Async(
                () => Service.QuerySingleAsync<long>("select count(*) from minutes.audit a where not exists (select from minutes.audit_chain c where c.audit = a.id)"), waiting => waiting == 0);
            await Service.StopAsync();
        }

        public Task<string> VerifyAsync(params string[] options) => Shell.RunAsync(
            "dotnet",
            [Repository.Program("api", "OpenMinutes.Api"), "audit", "verify", .. options],
            new Dictionary<string, string> { ["OPENMINUTES_API_DB"] = Service.Database.Api });

        public ValueTask DisposeAsync() => Service.DisposeAsync();
    }
}
