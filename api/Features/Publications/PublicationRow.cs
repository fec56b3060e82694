using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;

namespace OpenMinutes.Api.Features.Publications;

internal sealed record PublicationRow
{
    public long Id { get; init; }
    public string State { get; init; } = "";
    public string Cause { get; init; } = "";
    public string Scope { get; init; } = "";
    public bool DryRun { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    public static async Task<Publication?> FindAsync(NpgsqlConnection connection, long id, CancellationToken cancellationToken) =>
        (await ReadAsync(connection, id + 1, limit: 1, withPlan: true, cancellationToken)).SingleOrDefault(publication => publication.Id == id);

    /// <summary>The newest publications, older than one.</summary>
    public static async Task<IReadOnlyList<Publication>> ReadAsync(NpgsqlConnection connection, long? before, int limit, bool withPlan, CancellationToken cancellationToken)
    {
        await using var results = await connection.QueryMultipleAsync(Sql.Command(
            $"""
            select p.id, {PublicationState.OfPublication} as state, p.cause, p.scope, p.dry_run, p.created_at
            from publishing.publications p
            where @before::bigint is null or p.id < @before
            order by p.id desc
            limit @limit;

            select publication, cause, resource, reason, person, requested_at
            from minutes.publication_requests
            where publication in (select id from publishing.publications where @before::bigint is null or id < @before order by id desc limit @limit)
            order by id;

            select j.publication, j.target, j.state, j.attempt, j.phase, j.started_at, j.finished_at, j.pages_planned, j.pages_done, j.current_page, j.pages_written,
                   j.pages_removed, j.pages_unchanged, j.bytes_written, j.error, j.warning, j.release, (j.plan ->> 'files')::int as files, case when @withPlan then j.plan ->> 'plan' end as plan, j.undoes,
                   array(select undone.publication from publishing.jobs undone where undone.release = j.undoes order by undone.publication) as undone_publications,
                   j.state = 'waiting' and p.automatic and t.paused_at is not null as paused, at_work.seconds::int as elapsed_seconds,
                   case when j.state = 'running' and j.pages_done > 0 then (at_work.seconds * greatest(j.pages_planned - j.pages_done, 0) / j.pages_done)::int end as remaining_seconds
            from publishing.jobs j
            join publishing.publications p on p.id = j.publication
            join publishing.targets t on t.name = j.target
            cross join lateral (select extract(epoch from coalesce(j.finished_at, clock_timestamp()) - j.started_at) as seconds) at_work
            where j.publication in (select id from publishing.publications where @before::bigint is null or id < @before order by id desc limit @limit)
            order by j.id;
            """,
            new { before, limit, withPlan },
            cancellationToken));
        var publications = (await results.ReadAsync<PublicationRow>()).AsList();
        var requests = (await results.ReadAsync<RequestRow>()).ToLookup(static request => request.Publication, static request => request.Answer);
        var jobs = (await results.ReadAsync<JobRow>()).ToLookup(static job => job.Publication, static job => job.Answer);
        return [.. publications.Select(row => row.Answer([.. requests[row.Id]], [.. jobs[row.Id]]))];
    }

    private Publication Answer(IReadOnlyList<PublicationRequest> requests, IReadOnlyList<PublicationJob> jobs) => new()
    {
        Id = Id,
        State = State,
        Cause = Cause,
        Scope = JsonElement.Parse(Scope),
        DryRun = DryRun,
        CreatedAt = CreatedAt,
        Requests = requests,
        Jobs = jobs,
        Links = new PublicationLinks { Self = $"/v1/publications/{Id}", Events = $"/v1/publications/{Id}/events" },
    };

    private sealed record RequestRow
    {
        public long Publication { get; init; }
        public string Cause { get; init; } = "";
        public string? Resource { get; init; }
        public string? Reason { get; init; }
        public string Person { get; init; } = "";
        public DateTimeOffset RequestedAt { get; init; }

        public PublicationRequest Answer => new() { Cause = Cause, Resource = Resource, Reason = Reason, Person = Person, RequestedAt = RequestedAt };
    }

    private sealed record JobRow
    {
        public long Publication { get; init; }
        public string Target { get; init; } = "";
        public string State { get; init; } = "";
        public int Attempt { get; init; }
        public string? Phase { get; init; }
        public DateTimeOffset? StartedAt { get; init; }
        public DateTimeOffset? FinishedAt { get; init; }
        public int? PagesPlanned { get; init; }
        public int PagesDone { get; init; }
        public string? CurrentPage { get; init; }
        public bool Paused { get; init; }
        public int? ElapsedSeconds { get; init; }
        public int? RemainingSeconds { get; init; }
        public long? Undoes { get; init; }
        public long[] UndonePublications { get; init; } = [];
        public int PagesWritten { get; init; }
        public int PagesRemoved { get; init; }
        public int PagesUnchanged { get; init; }
        public long BytesWritten { get; init; }
        public string? Error { get; init; }
        public string? Warning { get; init; }
        public long? Release { get; init; }
        public int? Files { get; init; }
        public string? Plan { get; init; }

        public PublicationJob Answer => new()
        {
            Target = Target,
            State = State,
            Attempt = Attempt,
            Phase = Phase,
            StartedAt = StartedAt,
            FinishedAt = FinishedAt,
            PagesPlanned = PagesPlanned,
            PagesDone = PagesDone,
            CurrentPage = CurrentPage,
            Paused = Paused,
            ElapsedSeconds = ElapsedSeconds,
            RemainingSeconds = RemainingSeconds,
            Undoes = Undoes is { } undone ? new UndoneRelease { Release = undone, Publications = UndonePublications } : null,
            PagesWritten = PagesWritten,
            PagesRemoved = PagesRemoved,
            PagesUnchanged = PagesUnchanged,
            BytesWritten = BytesWritten,
            Error = Error,
            Warning = Warning,
            Files = Files,
            Plan = Plan is null ? null : JsonSerializer.Deserialize<IReadOnlyList<PlannedFile>>(Plan, JsonSerializerOptions.Web),
            Release = Release,
        };
    }
}
