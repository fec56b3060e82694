using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives;

/// <summary>The public minutes that directives began in or were reviewed in, for what they leave open.</summary>
internal sealed class PublicMeetings
{
    private readonly Register _register;
    private readonly Dictionary<string, PublicMeeting> _meetings;

    private PublicMeetings(Register register, Dictionary<string, PublicMeeting> meetings) => (_register, _meetings) = (register, meetings);

    /// <param name="connection">The database.</param>
    /// <param name="register">The register.</param>
    /// <param name="cases">The directives.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="foreseen">A record with the edition of it that is taken to be public.</param>
    public static async Task<PublicMeetings> ReadAsync(
        NpgsqlConnection connection, Register register, IReadOnlyList<CaseInRegister> cases, CancellationToken cancellationToken, (string Record, PublicEdition Edition)? foreseen = null)
    {
        var records = cases.SelectMany(static placed => placed.Reviews.Keys.Concat(placed.Origin is >= 0 and { } origin ? [origin] : Array.Empty<int>())).Distinct()
            .Where(slot => register.Meetings[slot].Counts).Select(slot => register.Meetings[slot].Record).ToArray();
        var editions = await connection.QueryAsync<(string Record, string Document)>(Sql.Command(
            "select r.id, e.public_document from minutes.records r join minutes.editions e on e.record = r.id and e.edition = r.public_edition where r.id = any(@records)",
            new { records },
            cancellationToken));
        var read = editions.Where(row => row.Record != foreseen?.Record).Select(static row => (row.Record, Edition: JsonSerializer.Deserialize<PublicEdition>(row.Document, MinutesJson.Options)!));
        return new PublicMeetings(register, read.Concat(foreseen is { } one ? [one] : Array.Empty<(string Record, PublicEdition Edition)>())
            .ToDictionary(static row => row.Record, static row => new PublicMeeting(row.Edition.Key, DirectiveDisclosing.OpenAnchors(row.Edition)), StringComparer.Ordinal));
    }

    /// <summary>What the public reads of a directive; null if it may read nothing.</summary>
    public PublicDirective? Disclose(CaseInRegister placed, int number) => DirectiveDisclosing.Disclose(
        placed.Case.Directive,
        number,
        placed.Life,
        placed.Origin is >= 0 and { } origin ? _meetings.GetValueOrDefault(_register.Meetings[origin].Record) : null,
        placed.Reviews.ToDictionary(static review => review.Key, review => (review.Value, _meetings[_register.Meetings[review.Key].Record])));
}
