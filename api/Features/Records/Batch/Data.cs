using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.Batch;

internal static class Data
{
    /// <summary>Writes a record that a line holds.</summary>
    public static async Task<LineAnswer> WriteAsync(NpgsqlDataSource database, Caller caller, Line line, byte[] utf8, CancellationToken cancellationToken)
    {
        var record = MeetingRecordReader.Read(utf8).Accepted();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (line.Address().Revision is { } revision)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var replaced = await Replacing.ReplaceAsync(connection, record, ETag.Of(revision), ifNoneMatch: null, caller, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new LineAnswer { Line = line.Number, Id = record.Id, Status = StatusCodes.Status200OK, Etag = replaced.ETag };
        }

        if (await Creating.TryCreateAsync(connection, record, caller, cancellationToken))
        {
            return new LineAnswer { Line = line.Number, Id = record.Id, Status = StatusCodes.Status201Created, Etag = ETag.Of(1) };
        }

        throw await Creating.FindObstacleAsync(connection, record.Id, cancellationToken) ?? Conditional.PreconditionFailed();
    }

    /// <summary>
    /// Creates the records that some lines hold, those that replace, are faulty or follow another about their record apart. An id or a key that is taken keeps no other from
    /// being created; if one cannot be for another reason, none is.
    /// </summary>
    public static async Task<IReadOnlyList<LineAnswer>> WriteTogetherAsync(NpgsqlDataSource database, Caller caller, IReadOnlyList<Line> lines, CancellationToken cancellationToken)
    {
        var records = lines
            .Where(static line => line.Utf8 is not null)
            .DistinctBy(static line => line.Address().Id)
            .Where(static line => line.Address().Revision is null)
            .Select(static line => (line.Number, Record: MeetingRecordReader.Read(line.Utf8).Value!))
            .Where(static line => line.Record is not null)
            .ToDictionary(static line => line.Record.Id, StringComparer.Ordinal);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var created = await Creating.TryCreateAllAsync(connection, [.. records.Values.Select(static line => line.Record)], caller, cancellationToken);
        return [.. created.Select(id => new LineAnswer { Line = records[id].Number, Id = id, Status = StatusCodes.Status201Created, Etag = ETag.Of(1) })];
    }
}
