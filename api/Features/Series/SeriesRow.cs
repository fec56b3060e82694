using Dapper;
using Npgsql;
using OpenMinutes.Api.Features.Series.List;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Series;

internal sealed record SeriesRow
{
    public string Slug { get; init; } = "";
    public string Name { get; init; } = "";
    public string Body { get; init; } = "";
    public SeriesNumbering Numbering { get; init; }
    public bool AnnouncePending { get; init; }
    public int Revision { get; init; }

    public Contracts.Series Content => new() { Name = Name, Body = Body, Numbering = Numbering, AnnouncePending = AnnouncePending };

    public SeriesEntry Entry => new() { Slug = Slug, Name = Name, Body = Body, Numbering = Numbering, AnnouncePending = AnnouncePending };

    public static async Task<SeriesRow?> FindAsync(NpgsqlConnection connection, string slug, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<SeriesRow>(Sql.Command(
            "select slug, name, body, numbering, announce_pending, revision from minutes.series where slug = @slug",
            new { slug },
            cancellationToken));

    public static async Task<IReadOnlyList<SeriesRow>> ReadAsync(NpgsqlConnection connection, Position? after, int limit, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<SeriesRow>(Sql.Command(
            """
            select slug, name, body, numbering, announce_pending, revision from minutes.series
            where @after::text is null or slug > @after
            order by slug
            limit @limit + 1
            """,
            new { after = after?.Slug, limit },
            cancellationToken))];
}

/// <summary>A series in the list.</summary>
internal sealed record SeriesEntry
{
    /// <summary>The slug of the series.</summary>
    /// <example>supervisors</example>
    public required string Slug { get; init; }

    /// <summary>The series' name.</summary>
    /// <example>主管會議</example>
    public required string Name { get; init; }

    /// <summary>The body (機關) whose meeting it is.</summary>
    /// <example>數位發展部</example>
    public required string Body { get; init; }

    /// <summary>How its meetings are counted.</summary>
    public required SeriesNumbering Numbering { get; init; }

    /// <summary>Whether the website announces meetings whose minutes are not public yet.</summary>
    public required bool AnnouncePending { get; init; }
}
