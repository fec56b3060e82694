using Dapper;
using Npgsql;
using OpenMinutes.Api.Features.Units.List;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Units;

internal sealed record UnitRow
{
    public string Slug { get; init; } = "";
    public string Name { get; init; } = "";
    public string[] Aliases { get; init; } = [];
    public string? Body { get; init; }
    public string? Parent { get; init; }
    public int SortOrder { get; init; }
    public int Revision { get; init; }

    public RegisteredUnit Content => new() { Name = Name, Aliases = Aliases, Body = Body, Parent = Parent, Order = SortOrder };

    public UnitEntry Entry => new() { Slug = Slug, Name = Name, Aliases = Aliases, Body = Body, Parent = Parent, Order = SortOrder };

    public static async Task<UnitRow?> FindAsync(NpgsqlConnection connection, string slug, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<UnitRow>(Sql.Command(
            "select slug, name, aliases, body, parent, sort_order, revision from minutes.units where slug = @slug",
            new { slug },
            cancellationToken));

    public static async Task<IReadOnlyList<UnitRow>> ReadAsync(NpgsqlConnection connection, Position? after, int limit, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<UnitRow>(Sql.Command(
            """
            select slug, name, aliases, body, parent, sort_order, revision from minutes.units
            where @afterSlug::text is null or (sort_order, slug) > (@afterOrder::integer, @afterSlug)
            order by sort_order, slug
            limit @limit + 1
            """,
            new { afterOrder = after?.Order, afterSlug = after?.Slug, limit },
            cancellationToken))];
}

/// <summary>A unit in the list.</summary>
internal sealed record UnitEntry
{
    /// <summary>The slug of the unit.</summary>
    /// <example>digital-strategy</example>
    public required string Slug { get; init; }

    /// <summary>The unit's present name.</summary>
    /// <example>數位策略司</example>
    public required string Name { get; init; }

    /// <summary>Other names by which minutes call the unit.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>The body (機關) the unit belongs to.</summary>
    /// <example>數位發展部</example>
    public string? Body { get; init; }

    /// <summary>The slug of the unit above this one.</summary>
    public string? Parent { get; init; }

    /// <summary>Where the unit stands in lists.</summary>
    /// <example>1</example>
    public required int Order { get; init; }
}
