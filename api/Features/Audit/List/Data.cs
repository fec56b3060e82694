using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;

namespace OpenMinutes.Api.Features.Audit.List;

/// <summary>Where a page ended.</summary>
internal sealed record Position(long Sequence);

internal sealed record AuditRow
{
    public long Sequence { get; init; }
    public DateTimeOffset At { get; init; }
    public string Person { get; init; } = "";
    public string? Prefix { get; init; }
    public string Action { get; init; } = "";
    public string Resource { get; init; } = "";
    public int? Edition { get; init; }
    public int? Revision { get; init; }
    public string? Detail { get; init; }
    public byte[] Hash { get; init; } = [];

    public AuditEntry Entry => new()
    {
        Sequence = Sequence,
        At = At,
        Person = Person,
        Key = Prefix,
        Action = Action,
        Resource = Resource,
        Edition = Edition,
        Revision = Revision,
        Detail = Detail is null ? null : JsonElement.Parse(Detail),
        Hash = Convert.ToHexStringLower(Hash),
    };

    public static async Task<IReadOnlyList<AuditRow>> ReadAsync(NpgsqlConnection connection, Request request, Position? before, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<AuditRow>(Sql.Command(
            """
            select c.sequence, a.at, a.person, k.prefix, a.action, a.resource, a.edition, a.revision, a.detail, c.hash
            from minutes.audit_chain c
            join minutes.audit a on a.id = c.audit
            left join minutes.api_keys k on k.id = a.api_key
            where (@before::bigint is null or c.sequence < @before)
              and (@resource::text is null or a.resource = @resource)
              and (@person::text is null or a.person = @person)
            order by c.sequence desc
            limit @limit + 1
            """,
            new { before = before?.Sequence, request.Resource, request.Person, request.Limit },
            cancellationToken))];
}
