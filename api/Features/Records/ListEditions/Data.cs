using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;

namespace OpenMinutes.Api.Features.Records.ListEditions;

internal sealed record EditionSummaryRow
{
    public int Edition { get; init; }
    public byte[] Sha256 { get; init; } = [];
    public byte[]? PublicSha256 { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public string CreatedBy { get; init; } = "";
    public string? ChangeNote { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }
    public string? ApprovedBy { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }

    public EditionSummary Summary => new()
    {
        Edition = Edition,
        Sha256 = Convert.ToHexStringLower(Sha256),
        PublicSha256 = PublicSha256 is { } hash ? Convert.ToHexStringLower(hash) : null,
        CreatedAt = CreatedAt,
        CreatedBy = CreatedBy,
        ChangeNote = ChangeNote,
        ApprovedAt = ApprovedAt,
        ApprovedBy = ApprovedBy,
        PublishedAt = PublishedAt,
    };

    public static async Task<IReadOnlyList<EditionSummaryRow>> ReadAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<EditionSummaryRow>(Sql.Command(
            """
            select edition, sha256, public_sha256, created_at, created_by, change_note, approved_at, approved_by, published_at
            from minutes.editions where record = @id order by edition
            """,
            new { id },
            cancellationToken))];
}
