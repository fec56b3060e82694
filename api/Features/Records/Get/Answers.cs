using Dapper;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;
using OpenMinutes.Api.Platform.Database;

namespace OpenMinutes.Api.Features.Records.Get;

/// <summary>
/// Answers that were given. One is given again at the moment at which it held, when nothing at all was committed since, or while all that it is made of stands as before; the document, which is most
/// of it, cannot change without the revision. How records stand is asked for all requests that wait at the same time.
/// </summary>
internal sealed class Answers : IDisposable
{
    private const long MostBytes = 64 * 1024 * 1024;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MostBytes });
    private readonly SharedQuestion<string, WorkingEdition?> _glances;

    public Answers(NpgsqlDataSource database) => _glances = new SharedQuestion<string, WorkingEdition?>(database, GlanceAsync);

    /// <summary>The answer with a record, if one was given that holds still.</summary>
    public async ValueTask<KeptAnswer?> FindAsync(string id, Moment moment)
    {
        var kept = _kept.Get<KeptAnswer>(id);
        if (kept is null || kept.Moment == moment)
        {
            return kept;
        }

        return kept.Fingerprint is { } fingerprint && await _glances.AskAsync(id) is { } glance && glance.Fingerprint == fingerprint
            ? Keep(kept with { Moment = glance.Moment })
            : null;
    }

    /// <summary>The answer, which is kept. One that says something of directives depends on more rows than its fingerprint tells: it holds for its moment, if that was one while they were read.</summary>
    public async Task<KeptAnswer> KeepAsync(NpgsqlConnection connection, WorkingEdition record, CancellationToken cancellationToken)
    {
        var answer = new KeptAnswer(record.Id, record.Moment, record.IsCompared ? null : record.Fingerprint, record.ETag, record.ToJson());
        return !record.IsCompared || (await Moment.AskAsync(connection)).Moment == record.Moment ? Keep(answer) : answer;
    }

    public void Dispose()
    {
        _glances.Dispose();
        _kept.Dispose();
    }

    private KeptAnswer Keep(KeptAnswer answer) => _kept.Set(answer.Id, answer, new MemoryCacheEntryOptions { Size = answer.Body.Length });

    private static async Task<IReadOnlyList<WorkingEdition?>> GlanceAsync(NpgsqlConnection connection, IReadOnlyList<string> ids)
    {
        var standing = (await connection.QueryAsync<WorkingEdition>(Sql.Command(WorkingEdition.Glance, new { ids = ids.Distinct().ToArray() }, CancellationToken.None)))
            .ToDictionary(static record => record.Id, StringComparer.Ordinal);
        return [.. ids.Select(standing.GetValueOrDefault)];
    }
}

/// <summary>An answer with a record.</summary>
/// <param name="Id">The record.</param>
/// <param name="Moment">When it held.</param>
/// <param name="Fingerprint">All that it is made of but the document; null if that is not known.</param>
/// <param name="ETag">The entity tag of the revision.</param>
/// <param name="Body">The JSON.</param>
internal sealed record KeptAnswer(string Id, Moment Moment, string? Fingerprint, string ETag, byte[] Body);
