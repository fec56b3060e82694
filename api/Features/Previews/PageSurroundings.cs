using Dapper;
using Npgsql;
using OpenMinutes.Api.Features.Directives;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering;

namespace OpenMinutes.Api.Features.Previews;

/// <summary>What a page of minutes says beside them, as it stands on the public site now: what the publisher reads for the same page.</summary>
internal sealed record PageSurroundings
{
    public required IReadOnlyList<SeriesFacts> Series { get; init; }
    public required IReadOnlyDictionary<string, string> UnitNames { get; init; }
    public MeetingTitle? Previous { get; init; }
    public MeetingTitle? Next { get; init; }

    /// <summary>The public editions, the foreseen one last.</summary>
    public required IReadOnlyList<EditionFacts> Editions { get; init; }

    /// <summary>The public directives that begin in the minutes or are reviewed there, by number.</summary>
    public required IReadOnlyList<PublicDirective> Directives { get; init; }

    /// <param name="connection">The database.</param>
    /// <param name="id">The record.</param>
    /// <param name="foreseen">The edition on the page.</param>
    /// <param name="isPublic">Whether it is public already.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<PageSurroundings> ReadAsync(NpgsqlConnection connection, string id, PublicEdition foreseen, bool isPublic, CancellationToken cancellationToken)
    {
        var directives = await PublicDirectives.ForeseeAsync(connection, id, foreseen, isPublic, cancellationToken);
        await using var results = await connection.QueryMultipleAsync(Sql.Command(
            $"""
            select slug, name, body, numbering = 'yearly' as numbered_by_year from public_site.series order by slug;

            select n.name, n.unit from public_site.unit_names n join public_site.series s on s.slug = @series and n.body in ('', s.body) order by n.body;

            {Neighbour("<", "desc")};

            {Neighbour(">", "asc")};

            select edition, published_at, case when edition > 1 then public_document::json ->> 'changeNote' end as change_note
            from minutes.editions where record = @id and published_at is not null and edition <> @edition order by edition;
            """,
            new { id, foreseen.Series, foreseen.Key, foreseen.Edition, foreseen.Start },
            cancellationToken));
        return new PageSurroundings
        {
            Directives = directives,
            Series = [.. (await results.ReadAsync<SeriesRow>()).Select(static row => row.Facts)],
            UnitNames = NamesOf(await results.ReadAsync<(string Name, string Unit)>()),
            Previous = await results.ReadSingleOrDefaultAsync<MeetingTitle>(),
            Next = await results.ReadSingleOrDefaultAsync<MeetingTitle>(),
            Editions =
            [
                .. (await results.ReadAsync<PublicRow>()).Select(row => row.Facts(foreseen)),
                new EditionFacts
                {
                    Series = foreseen.Series,
                    Key = foreseen.Key,
                    Edition = foreseen.Edition,
                    PublishedAt = foreseen.PublishedAt!.Value,
                    ChangeNote = foreseen.Edition > 1 ? foreseen.ChangeNote : null,
                },
            ],
        };
    }

    private static string Neighbour(string before, string order) =>
        $"""
        select series, key, title
        from public_site.records
        where series = @series and key <> @key and (start_at, key collate "C") {before} (@start, @key collate "C")
        order by start_at {order}, key collate "C" {order}
        limit 1
        """;

    /// <summary>A name of the body's own comes before one that holds for every body.</summary>
    private static Dictionary<string, string> NamesOf(IEnumerable<(string Name, string Unit)> rows)
    {
        var names = new Dictionary<string, string>();
        foreach (var (name, unit) in rows)
        {
            names[name] = unit;
        }

        return names;
    }

    private sealed record SeriesRow
    {
        public string Slug { get; init; } = "";
        public string Name { get; init; } = "";
        public string Body { get; init; } = "";
        public bool NumberedByYear { get; init; }

        // How much of a series is public, no page of minutes says.
        public SeriesFacts Facts => new() { Slug = Slug, Name = Name, Body = Body, NumberedByYear = NumberedByYear, Meetings = 0 };
    }

    private sealed record PublicRow
    {
        public int Edition { get; init; }
        public DateTimeOffset PublishedAt { get; init; }
        public string? ChangeNote { get; init; }

        public EditionFacts Facts(PublicEdition foreseen) => new()
        {
            Series = foreseen.Series,
            Key = foreseen.Key,
            Edition = Edition,
            PublishedAt = PublishedAt,
            ChangeNote = ChangeNote,
        };
    }
}
