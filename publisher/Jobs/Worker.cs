using Npgsql;
using OpenMinutes.Publisher.Delivering;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Planning;

namespace OpenMinutes.Publisher.Jobs;

/// <summary>Waits for jobs and does them, one at a time, until told to stop. It outlives PostgreSQL's restarts.</summary>
internal sealed class Worker(NpgsqlDataSource database, JobQueue jobs, Undoing undoing, SiteDirectory directory, Func<Site> site, Delivery delivery, Action<string> log)
{
    /// <summary>For how long a publisher that is not heard of keeps its job.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    /// <summary>After what time without a notification the queue is looked at all the same.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private bool _begun;
    private Job? _interrupted;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var listening = await database.OpenConnectionAsync(stop);
                await using (var listen = new NpgsqlCommand("listen openminutes_publishing", listening))
                    await listen.ExecuteNonQueryAsync(stop);
                await ResumeAsync();
                log("waiting for jobs");
                while (true)
                {
                    if (!await WorkAsync(stop))
                        await listening.WaitAsync(Patience, stop);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
            }
            catch (Exception lost) when (lost is NpgsqlException or TimeoutException)
            {
                log($"the database does not answer: {lost.Message}; trying again");
                await Task.Delay(Patience, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        log("stopped");
    }

    /// <summary>A job in the middle of which PostgreSQL went away is to be done again, without waiting until its lease has run out.</summary>
    private async Task ResumeAsync()
    {
        if (_interrupted is not { } job)
            return;
        if (job.Attempt < JobQueue.Attempts)
            await jobs.ReturnAsync(job, counts: true);
        else
            await jobs.FailAsync(job, $"Given up after {job.Attempt} attempts: the database went away in the last.");
        log($"job {job.Id}: {(job.Attempt < JobQueue.Attempts ? "given back" : "given up")}, because the database went away");
        _interrupted = null;
    }

    /// <summary>Does one job, if there is one.</summary>
    private async Task<bool> WorkAsync(CancellationToken stop)
    {
        if (await jobs.ClaimAsync(stop) is { } job)
        {
            await DoAsync(job, stop);
            return true;
        }
        if (!_begun && directory.Live is null)
            await BeginAsync(stop);
        return false;
    }

    /// <summary>A new directory shall not stay empty until somebody asks for a publication. If that fails, it is tried again when somebody does.</summary>
    private async Task BeginAsync(CancellationToken stop)
    {
        _begun = true;
        using var alone = await directory.LockAsync(stop);
        log("first release: begun");
        var progress = new Progress();
        try
        {
            await site().PublishAsync(PublicationScope.Changes, progress, jobs.RecordAsync, stop);
            log($"first release: {progress.Summary}");
            if (await delivery.FollowUpAsync(stop) is { } warning)
                log($"first release: {warning}");
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !Failure.IsInterruption(failure))
        {
            log($"first release: failed: {Failure.ForLog(failure)}");
        }
    }

    private async Task DoAsync(Job job, CancellationToken stop)
    {
        log($"job {job.Id}: begun (publication {job.Publication}, attempt {job.Attempt})");
        Fault.At(Step.Claimed);
        var progress = new Progress();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var heartbeat = HeartbeatAsync(job, progress, end);
        try
        {
            using var alone = await directory.LockAsync(end.Token);
            var scope = PublicationScope.Parse(job.Scope);
            if (job.DryRun)
            {
                var files = await site().RehearseAsync(scope, end.Token);
                await jobs.RehearsedAsync(job, files);
                log($"job {job.Id}: {files.Count} files would change");
                return;
            }

            ReportRelease report = (release, goLive, cancellation) => jobs.SucceedAsync(job, release, goLive, cancellation);
            if (job.Undoes is { } undone)
                await undoing.UndoAsync(undone, progress, report, end.Token);
            else
                await site().PublishAsync(scope, progress, report, end.Token);
            log($"job {job.Id}: {(job.Undoes is null ? "" : $"release {job.Undoes} undone: ")}{progress.Summary}");
            await FollowUpAsync(job, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await jobs.ReturnAsync(job, counts: false);
            log($"job {job.Id}: given back");
        }
        catch (StaleException stale)
        {
            await jobs.ReturnAsync(job, counts: true);
            log($"job {job.Id}: given back: {stale.Message}");
        }
        catch (Exception lost) when (lost is ClaimLostException || lost is OperationCanceledException && end.IsCancellationRequested)
        {
            log($"job {job.Id}: left, because it was cancelled or taken over");
        }
        catch (Exception lost) when (Failure.IsInterruption(lost))
        {
            _interrupted = job;
            throw;
        }
        catch (Exception failure)
        {
            log($"job {job.Id}: failed: {Failure.ForLog(failure)}");
            await jobs.FailAsync(job, Failure.Reason(failure));
        }
        finally
        {
            await end.CancelAsync();
            await heartbeat;
        }
    }

    /// <summary>The release is there, whatever becomes of this.</summary>
    private async Task FollowUpAsync(Job job, CancellationToken stop)
    {
        if (await delivery.FollowUpAsync(stop) is not { } warning)
            return;
        log($"job {job.Id}: {warning}");
        await jobs.WarnAsync(job, warning);
    }

    /// <summary>Renews the lease, well before it runs out, and ends the work when the job is no longer ours.</summary>
    private async Task HeartbeatAsync(Job job, Progress progress, CancellationTokenSource end)
    {
        using var beat = new PeriodicTimer(Lease / 10);
        try
        {
            while (await beat.WaitForNextTickAsync(end.Token))
            {
                try
                {
                    if (!await jobs.RenewAsync(job, progress, end.Token))
                        await end.CancelAsync();
                }
                catch (Exception lost) when (lost is NpgsqlException or TimeoutException)
                {
                    // The next beat may get through; if none does, the switch finds out who holds the job.
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
