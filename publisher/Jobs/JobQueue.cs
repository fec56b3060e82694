using System.Text.Json;
using Npgsql;
using OpenMinutes.Publisher.Output;

namespace OpenMinutes.Publisher.Jobs;

/// <summary>The jobs of one target, in schema <c>publishing</c>. PostgreSQL's clock counts, never this machine's.</summary>
internal sealed class JobQueue(NpgsqlDataSource database, string target, string publisher, TimeSpan lease)
{
    /// <summary>How often a job may lose its publisher before it is given up.</summary>
    public const int Attempts = 5;

    private readonly Releases _releases = new(target);

    /// <summary>
    /// Takes the oldest job that waits or whose publisher let its lease run out; before all others one that goes back to the former release. While the target is
    /// paused, what is automatic waits.
    /// </summary>
    public async Task<Job?> ClaimAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(
            """
            update publishing.jobs
            set state = 'failed', lease_until = null, finished_at = clock_timestamp(),
                error = format('Given up after %s attempts: each publisher that worked at it stopped without a word, the last in phase %s.', attempt, phase)
            where target = @target and state = 'running' and lease_until < clock_timestamp() and attempt >= @attempts
            """,
            cancellation,
            ("target", target), ("attempts", Attempts));
        return await connection.FirstAsync(
            """
            update publishing.jobs
            set state = 'running', attempt = attempt + 1, claimed_by = @publisher, lease_until = clock_timestamp() + @lease, started_at = clock_timestamp(),
                phase = 'reading', pages_planned = null, pages_done = 0, current_page = null
            where id = (
                select j.id
                from publishing.jobs j join publishing.publications p on p.id = j.publication join publishing.targets t on t.name = j.target
                where j.target = @target
                  and (j.state = 'waiting' and not (p.automatic and t.paused_at is not null) or j.state = 'running' and j.lease_until < clock_timestamp())
                order by j.undoes is null, j.id
                limit 1
                for update of j skip locked)
            returning id, publication, attempt, (select scope::text from publishing.publications p where p.id = jobs.publication),
                      (select dry_run from publishing.publications p where p.id = jobs.publication), undoes
            """,
            static row => new Job(row.GetInt64(0), row.GetInt64(1), row.GetInt32(2), row.GetString(3), row.GetBoolean(4), row.IsDBNull(5) ? null : row.GetInt64(5)),
            cancellation,
            ("target", target), ("publisher", publisher), ("lease", lease));
    }

    /// <summary>Keeps the claim and tells how far it is.</summary>
    /// <returns>Whether the job is still this publisher's: it may have been cancelled, or taken over.</returns>
    public async Task<bool> RenewAsync(Job job, Progress progress, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteAsync(
            """
            update publishing.jobs
            set lease_until = clock_timestamp() + @lease, phase = @phase, pages_planned = @planned, pages_done = @done, current_page = @current
            where id = @id and state = 'running' and attempt = @attempt and claimed_by = @publisher
            """,
            cancellation,
            ("id", job.Id), ("attempt", job.Attempt), ("publisher", publisher), ("lease", lease), ("phase", progress.Phase.ToString().ToLowerInvariant()),
            ("planned", progress.Planned), ("done", progress.Done), ("current", progress.Current)) == 1;
    }

    /// <summary>
    /// Switches while the job is held fast, and records both together. If the record is lost after the switch, the job is done again and finds nothing to change.
    /// </summary>
    /// <exception cref="ClaimLostException">The job is no longer this publisher's; nothing was switched.</exception>
    public async Task SucceedAsync(Job job, Release release, Func<string> goLive, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var held = await connection.ExecuteAsync(
            """
            update publishing.jobs set phase = 'switching', lease_until = clock_timestamp() + @lease
            where id = @id and state = 'running' and attempt = @attempt and claimed_by = @publisher
            """,
            cancellation,
            ("id", job.Id), ("attempt", job.Attempt), ("publisher", publisher), ("lease", lease));
        if (held == 0)
            throw new ClaimLostException();
        var id = await _releases.RecordAsync(connection, transaction, release, goLive, cancellation);
        await connection.ExecuteAsync(
            """
            update publishing.jobs
            set state = 'succeeded', lease_until = null, finished_at = clock_timestamp(), release = @release, pages_planned = @planned, pages_done = @done, current_page = null,
                pages_written = @written, pages_removed = @removed, pages_unchanged = @unchanged, bytes_written = @bytesWritten
            where id = @id
            """,
            CancellationToken.None,
            ("id", job.Id), ("release", id), ("planned", release.Progress.Planned), ("done", release.Progress.Done), ("written", release.Progress.Written),
            ("removed", release.Progress.Removed), ("unchanged", release.Progress.Unchanged), ("bytesWritten", release.Progress.BytesWritten));
        await transaction.CommitAsync(CancellationToken.None);
        Fault.At(Step.Committed);
    }

    /// <summary>Records what a dry run found. Of very many files only the first are kept.</summary>
    public async Task RehearsedAsync(Job job, IReadOnlyList<PlannedFile> files)
    {
        const int kept = 10_000;
        var plan = JsonSerializer.Serialize(new PlanJson(files.Count, files.Take(kept)), PublisherTypes.Web.PlanJson);
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            update publishing.jobs set state = 'succeeded', lease_until = null, finished_at = clock_timestamp(), plan = @plan::jsonb
            where id = @id and state = 'running' and attempt = @attempt and claimed_by = @publisher
            """,
            CancellationToken.None,
            ("id", job.Id), ("attempt", job.Attempt), ("publisher", publisher), ("plan", plan));
    }

    /// <summary>Records a release for which there is no job: the first one of a directory, or a way back that was asked for beside it.</summary>
    public async Task RecordAsync(Release release, Func<string> goLive, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await _releases.RecordAsync(connection, transaction, release, goLive, cancellation);
        await transaction.CommitAsync(CancellationToken.None);
    }

    public async Task FailAsync(Job job, string reason)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            update publishing.jobs set state = 'failed', lease_until = null, finished_at = clock_timestamp(), error = @reason
            where id = @id and state = 'running' and attempt = @attempt and claimed_by = @publisher
            """,
            CancellationToken.None,
            ("id", job.Id), ("attempt", job.Attempt), ("publisher", publisher), ("reason", reason));
    }

    /// <summary>Notes on a job that is done what went wrong afterwards.</summary>
    public async Task WarnAsync(Job job, string warning)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync("update publishing.jobs set warning = @warning where id = @id and state = 'succeeded'", CancellationToken.None, ("id", job.Id), ("warning", warning));
    }

    /// <summary>Lets automatic publications wait until somebody resumes them.</summary>
    public async Task PauseAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(
            "update publishing.targets set paused_at = clock_timestamp() where name = @target and paused_at is null",
            cancellation,
            ("target", target));
    }

    /// <summary>Gives a job back that was interrupted.</summary>
    /// <param name="job">The job.</param>
    /// <param name="counts">Whether it counts as an attempt.</param>
    public async Task ReturnAsync(Job job, bool counts)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            update publishing.jobs
            set state = 'waiting', lease_until = null, claimed_by = null, started_at = null, phase = null, pages_planned = null, pages_done = 0, current_page = null,
                attempt = attempt - case when @counts then 0 else 1 end
            where id = @id and state = 'running' and attempt = @attempt and claimed_by = @publisher
            """,
            CancellationToken.None,
            ("id", job.Id), ("attempt", job.Attempt), ("publisher", publisher), ("counts", counts));
    }
}

/// <summary>A job was cancelled, or taken over by another publisher because this one had not been heard of for too long.</summary>
internal sealed class ClaimLostException() : Exception("The job was cancelled or taken over.");

/// <summary>What a dry run found, as it is kept.</summary>
/// <param name="Files">How many files would change.</param>
/// <param name="Plan">The first of them.</param>
internal sealed record PlanJson(int Files, IEnumerable<PlannedFile> Plan);
