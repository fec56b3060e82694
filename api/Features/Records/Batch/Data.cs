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

        var missing = await MissingRecord.ProblemAsync(connection, record.Id, cancellationToken);
        throw missing.Code == ProblemCode.Gone ? missing : Conditional.PreconditionFailed();
    }
}
